package dev.steward.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A daemon that {@code deploy/steward up} has started, known by its record in the run folder: "pid start fingerprint".
 * Started again it gets a record of the same kind, so that the command goes on knowing it.
 */
public final class RecordedDaemon implements Daemon {

    private static final Duration START = Duration.ofSeconds(90);

    private final String name;
    private final Path state;
    private final int port;
    private final List<String> command;
    private final Map<String, String> environment;
    private final String fingerprint;

    private RecordedDaemon(
            String name,
            Path state,
            int port,
            List<String> command,
            Map<String, String> environment,
            String fingerprint) {
        this.name = name;
        this.state = state;
        this.port = port;
        this.command = command;
        this.environment = environment;
        this.fingerprint = fingerprint;
    }

    /**
     * One that runs.
     *
     * @param state the installation's state folder
     * @param port at which it listens once it serves
     */
    public static RecordedDaemon of(String name, Path state, int port) {
        try {
            String[] entry = Files.readString(record(state, name)).strip().split(" ", 3);
            Path process = Path.of("/proc", entry[0]);
            if (!born(process).equals(entry[1])) {
                throw new IllegalStateException(name + " does not run: deploy/steward up starts it");
            }
            Map<String, String> environment = new TreeMap<>();
            words(process.resolve("environ"))
                    .forEach(w -> environment.put(w.substring(0, w.indexOf('=')), w.substring(w.indexOf('=') + 1)));
            List<String> command = words(process.resolve("cmdline")).toList();
            return new RecordedDaemon(name, state, port, command, environment, entry[2]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path record(Path state, String name) {
        return state.resolve("run").resolve(name + ".process");
    }

    private static Stream<String> words(Path file) throws IOException {
        return Arrays.stream(Files.readString(file, StandardCharsets.UTF_8).split("\0", -1))
                .filter(w -> !w.isEmpty());
    }

    /** When a process was born, in the kernel's ticks: the 22nd field, counted from behind its name. */
    private static String born(Path process) throws IOException {
        String stat = Files.readString(process.resolve("stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[19];
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isRunning() {
        return process().isPresent();
    }

    @Override
    public void kill() {
        process().ifPresent(RecordedDaemon::end);
    }

    /** The one of the record, if it still is that one. */
    private Optional<ProcessHandle> process() {
        try {
            String[] entry = Files.readString(record(state, name)).strip().split(" ", 3);
            Path process = Path.of("/proc", entry[0]);
            return Files.exists(process) && born(process).equals(entry[1])
                    ? ProcessHandle.of(Long.parseLong(entry[0]))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns when it is gone: only then its port is free. */
    private static void end(ProcessHandle process) {
        process.destroyForcibly();
        process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Override
    public void start() {
        try {
            // A session of its own: interrupting whoever started it must not end it.
            ProcessBuilder builder = new ProcessBuilder(
                            Stream.concat(Stream.of("setsid"), command.stream()).toList())
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
            builder.environment().clear();
            builder.environment().putAll(environment);
            Process process = builder.start();
            remember(process);
            awaitServing(process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void remember(Process process) throws IOException {
        String entry = process.pid() + " " + born(Path.of("/proc", Long.toString(process.pid()))) + " " + fingerprint;
        Path file = record(state, name);
        Path aside = file.resolveSibling(name + ".process.new");
        Files.writeString(aside, entry + "\n");
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private void awaitServing(Process process) throws IOException {
        Instant end = Instant.now().plus(START);
        while (!listens()) {
            if (!process.isAlive() || Instant.now().isAfter(end)) {
                throw new IllegalStateException(name + " does not come back: see " + log());
            }
            pause();
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public Path log() {
        return state.resolve("log").resolve(name + ".log");
    }
}
