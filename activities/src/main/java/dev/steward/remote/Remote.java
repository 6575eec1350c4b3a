package dev.steward.remote;

import dev.steward.trouble.Trouble;
import io.temporal.failure.ApplicationFailure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.session.ClientSession;
import org.jspecify.annotations.Nullable;

/** A machine that takes commands. */
public final class Remote {

    private static final Duration CONNECT = Duration.ofSeconds(3);
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
     * @param limit how long it may take; then the session is given up (the command may go on)
     * @param stdin what it reads: the only way for secrets
     * @param words the command and its arguments, each passed on as it is; without secrets, since others see them
     * @return what it wrote to stdout
     * @throws CommandFailed when it ended with another exit code than 0
     * @throws io.temporal.failure.ApplicationFailure UNAVAILABLE when the machine does not answer in time, or when the
     *     thread was interrupted (the command may go on); IMPOSSIBLE when another host key answers
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
        try (ChannelExec channel = open.createExecChannel(Words.line(words))) {
            channel.setIn(new ByteArrayInputStream(stdin));
            channel.setOut(out);
            channel.setErr(err);
            CountDownLatch closed = new CountDownLatch(1); // the channel's own wait can't be interrupted
            channel.addCloseFutureListener(_ -> closed.countDown());
            channel.open().verify(limit);
            if (!closed.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new SocketTimeoutException(words.getFirst() + " did not end within " + limit.toMillis() + " ms");
            }
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
