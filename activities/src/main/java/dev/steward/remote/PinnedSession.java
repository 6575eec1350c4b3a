package dev.steward.remote;

import dev.steward.trouble.Trouble;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.jspecify.annotations.Nullable;

/** A session to one machine, pinned to its host key, opened when it is needed and again when it has died. */
final class PinnedSession {

    private final SshClient client;
    private final String ip;
    private final int port;
    private final PublicKey hostKey;
    private final ReentrantLock opening = new ReentrantLock();
    private volatile @Nullable ClientSession current;
    private final AtomicInteger running = new AtomicInteger();
    private volatile Instant used = Instant.now();

    PinnedSession(SshClient client, String ip, int port, PublicKey hostKey) {
        this.client = client;
        this.ip = ip;
        this.port = port;
        this.hostKey = hostKey;
    }

    /** A command begins; while it runs the session is not idle, however long that takes. */
    void begin() {
        running.incrementAndGet();
    }

    void end() {
        used = Instant.now();
        running.decrementAndGet();
    }

    String ip() {
        return ip;
    }

    /**
     * The open session.
     *
     * @throws ApplicationFailure UNAVAILABLE, or IMPOSSIBLE when another host key answers
     */
    ClientSession open(Duration limit) {
        used = Instant.now();
        opening.lock();
        try {
            ClientSession session = current;
            if (session == null || !session.isOpen()) {
                session = connect(limit);
                current = session;
            }
            return session;
        } finally {
            opening.unlock();
        }
    }

    private ClientSession connect(Duration limit) {
        @Nullable ClientSession session = null;
        try {
            AttributeRepository expected = AttributeRepository.ofKeyValuePair(Ssh.EXPECTED, hostKey);
            session = client.connect("root", new InetSocketAddress(ip, port), expected)
                    .verify(limit)
                    .getClientSession();
            session.auth().verify(limit);
            return session;
        } catch (IOException e) {
            if (session != null) {
                session.close(true);
            }
            throw isAnotherKey(e)
                    ? Trouble.impossible(
                                    "A machine is not the one that was expected.", "another host key answers at " + ip)
                            .failure(e)
                    : unreachable(e);
        }
    }

    /** The key exchange ends like this when the machine has no key of the kind we know, or has another one. */
    private static boolean isAnotherKey(IOException e) {
        for (@Nullable Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof SshException s) {
                int code = s.getDisconnectCode();
                String said = String.valueOf(s.getMessage());
                if (code == SshConstants.SSH2_DISCONNECT_HOST_KEY_NOT_VERIFIABLE
                        || said.contains("Unable to negotiate key exchange for server host key algorithms")) {
                    return true;
                }
            }
        }
        return false;
    }

    ApplicationFailure unreachable(Exception why) {
        return Trouble.unavailable(
                        "A machine does not answer.",
                        "SSH to " + ip + ": " + why.getClass().getSimpleName() + ": " + why.getMessage())
                .failure();
    }

    /** Gives up a session that no longer answers, so that the next command opens another. */
    void drop(ClientSession session) {
        session.close(true);
    }

    boolean closeIfIdle(Duration limit) {
        if (running.get() > 0 || used.plus(limit).isAfter(Instant.now())) {
            return false;
        }
        close();
        return true;
    }

    void close() {
        ClientSession session = current;
        if (session != null) {
            session.close(true);
        }
    }
}
