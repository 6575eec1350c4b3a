package dev.steward.remote;

import dev.steward.trouble.Trouble;
import io.temporal.failure.ApplicationFailure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.session.ClientSession;
import org.jspecify.annotations.Nullable;

/** A machine that takes commands. */
public final class Remote {

    private static final Duration CONNECT = Duration.ofSeconds(3);

    /** After its limit a command is asked to end, and a second later ended. */
    private static final int KILLED_AFTER = 1;

    /** That long its end takes to reach us. */
    private static final Duration WAY = Duration.ofMillis(1500);

    private static final int ENDED = 124;
    private static final int KILLED = 137;
    private static final byte[] NOTHING = {};

    private final PinnedSession session;

    Remote(PinnedSession session) {
        this.session = session;
    }

    /** Its address. */
    public String ip() {
        return session.ip();
    }

    /** Runs a command that reads nothing: see {@link #run(Duration, byte[], List)}. */
    public String run(Duration limit, String... words) {
        return run(limit, NOTHING, List.of(words));
    }

    /**
     * Runs a command as root and waits for its end.
     *
     * @param limit how long it may take; then it is ended on the machine, with all that it began: what hangs must not
     *     hold a lock for ever
     * @param stdin what it reads: the only way for secrets
     * @param words the command and its arguments, each passed on as it is; without secrets, since others see them
     * @return what it wrote to stdout
     * @throws CommandFailed when it ended with another exit code than 0
     * @throws io.temporal.failure.ApplicationFailure UNAVAILABLE when the machine does not answer in time, the command
     *     did not end in time, or the thread was interrupted (it may go on until its limit); IMPOSSIBLE when another
     *     host key answers
     */
    public String run(Duration limit, byte[] stdin, List<String> words) {
        session.begin();
        try {
            return execute(limit, stdin, words);
        } finally {
            session.end();
        }
    }

    private String execute(Duration limit, byte[] stdin, List<String> words) {
        ClientSession open = session.open(limit.compareTo(CONNECT) < 0 ? limit : CONNECT);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try (ChannelExec channel = open.createExecChannel(Words.line(limited(limit, words)))) {
            channel.setIn(new ByteArrayInputStream(stdin));
            channel.setOut(out);
            channel.setErr(err);
            CountDownLatch closed = new CountDownLatch(1); // the channel's own wait can't be interrupted
            channel.addCloseFutureListener(_ -> closed.countDown());
            channel.open().verify(limit);
            if (!closed.await(limit.plus(WAY).toMillis(), TimeUnit.MILLISECONDS)) {
                throw new SocketTimeoutException(words.getFirst() + " did not end within " + limit.toMillis() + " ms");
            }
            refuseUnended(words.getFirst(), limit, channel.getExitStatus());
            return result(words.getFirst(), channel.getExitStatus(), channel.getExitSignal(), out, err);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Trouble.unavailable("It was interrupted.", words.getFirst() + " is not waited for any more")
                    .failure(e);
        } catch (IOException e) {
            session.drop(open);
            throw session.unreachable(e);
        }
    }

    /** Opens the session, if it isn't, and keeps it open for the next minutes. False when that is not possible now. */
    public boolean touch(Duration limit) {
        try {
            session.open(limit);
            return true;
        } catch (ApplicationFailure e) {
            return false;
        }
    }

    private static List<String> limited(Duration limit, List<String> words) {
        String seconds = BigDecimal.valueOf(limit.toMillis(), 3).toPlainString();
        return Stream.concat(Stream.of("timeout", "-k", Integer.toString(KILLED_AFTER), seconds), words.stream())
                .toList();
    }

    private static void refuseUnended(String command, Duration limit, @Nullable Integer exitCode) {
        if (exitCode != null && (exitCode == ENDED || exitCode == KILLED)) {
            String sentence = command + " did not end within " + limit.toMillis() + " ms and was ended";
            throw Trouble.unavailable("A step on one of the machines took too long; it is tried again.", sentence)
                    .failure();
        }
    }

    private static String result(
            String command,
            @Nullable Integer exitCode,
            @Nullable String signal,
            ByteArrayOutputStream out,
            ByteArrayOutputStream err)
            throws IOException {
        if (exitCode == null && signal == null) {
            throw new IOException("the connection broke while " + command + " ran");
        }
        int code = Objects.requireNonNullElse(exitCode, -1);
        if (code != 0) {
            List<String> lines =
                    err.toString(StandardCharsets.UTF_8).strip().lines().toList();
            throw new CommandFailed(command, code, lines.isEmpty() ? "it said nothing" : lines.getLast());
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
