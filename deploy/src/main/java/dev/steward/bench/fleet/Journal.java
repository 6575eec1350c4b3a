package dev.steward.bench.fleet;

import com.google.protobuf.ByteString;
import dev.steward.engine.Engine;
import dev.steward.machines.Hosts;
import dev.steward.machines.Machines;
import dev.steward.payloads.Payloads;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DataConverter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was done to the estate, a line for each act: the door's method, and its arguments as Temporal would have them,
 * between tabs. It outlives the death of the process, and need not outlive the machine's.
 */
final class Journal implements AutoCloseable {

    private static final Map<String, Method> METHODS = Stream.of(
                    Machines.class, Hosts.class, Engine.class, Misfortunes.class)
            .flatMap(door -> Arrays.stream(door.getDeclaredMethods()))
            .collect(Collectors.toMap(Journal::name, m -> m));

    private static final ByteString PLAIN_JSON = ByteString.copyFromUtf8("json/plain");

    private final DataConverter json = Payloads.json();
    private final Path file;
    private final FileChannel channel;

    /**
     * An act.
     *
     * @param method of a door
     * @param arguments none of them null
     */
    record Act(Method method, List<Object> arguments) {}

    /** Goes on with a file, or begins it. */
    Journal(Path file) throws IOException {
        this.file = file;
        channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    /** In one write: a process that is killed leaves no half of a line. */
    void write(Act act) {
        String line = Stream.concat(
                        Stream.of(name(act.method)), act.arguments.stream().map(this::text))
                .collect(Collectors.joining("\t", "", "\n"));
        try {
            channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything written up to now, in order. */
    Stream<Act> acts() {
        try {
            return Files.lines(file).map(this::read);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Act read(String line) {
        String[] words = line.split("\t", -1);
        Method method = METHODS.get(words[0]);
        if (method == null) {
            throw new IllegalStateException(file + " speaks of " + words[0] + ", which no door has");
        }
        Type[] types = method.getGenericParameterTypes();
        List<Object> arguments = new ArrayList<>();
        for (int i = 0; i < types.length; i++) {
            arguments.add(value(words[i + 1], method.getParameterTypes()[i], types[i]));
        }
        return new Act(method, arguments);
    }

    private String text(Object argument) {
        return json.toPayload(argument).orElseThrow().getData().toStringUtf8();
    }

    private Object value(String text, Class<?> kind, Type type) {
        Payload payload = Payload.newBuilder()
                .putMetadata("encoding", PLAIN_JSON)
                .setData(ByteString.copyFromUtf8(text))
                .build();
        return json.fromPayload(payload, kind, type);
    }

    private static String name(Method method) {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
