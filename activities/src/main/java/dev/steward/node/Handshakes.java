package dev.steward.node;

import java.io.InterruptedIOException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Turns at what a new session costs us most of: certificates and the TLS handshake, a few milliseconds of CPU. A worker
 * that starts opens one to every node it watches; were all of them at it at once, none would be done within its limit,
 * and every node would seem silent. Only who was answered by a node comes here: a node that does not answer keeps nobody
 * waiting.
 */
public final class Handshakes {

    /** So many are done well within the limit of an ask, even by a process whose code is not compiled yet. */
    private static final int AT_ONCE = 16;

    private static final ScopedValue<Turn> TURN = ScopedValue.newInstance();

    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    /** Opens a session. */
    public interface Opening<S, X extends Exception> {
        /** May call {@link Handshakes#await} on the way. */
        S open() throws X;
    }

    /** Somebody's turns, one after the other. */
    public final class Turn {
        private final ClusterTls tls;
        private volatile boolean waits;
        private boolean came;

        private Turn(ClusterTls tls) {
            this.tls = tls;
        }

        /** Whether it has yet to come: what is silent meanwhile is ourselves. */
        public boolean waits() {
            return waits;
        }

        private void come() throws InterruptedIOException {
            waits = true;
            try {
                turns.acquire();
                came = true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted before the handshake");
            } finally {
                waits = false;
            }
        }

        /** Opens a session in this turn. */
        public <S, X extends Exception> S open(Opening<S, X> opening) throws X {
            try {
                return ScopedValue.where(TURN, this).call(opening::open);
            } finally {
                if (came) {
                    came = false;
                    turns.release();
                }
            }
        }
    }

    /** Turns at handshakes by this. */
    public Turn turn(ClusterTls tls) {
        return new Turn(tls);
    }

    /** To be called before a handshake: waits for this thread's turn, if it has to take one, and tells by what to do it. */
    public static @Nullable ClusterTls await() throws InterruptedIOException {
        if (!TURN.isBound()) {
            return null;
        }
        TURN.get().come();
        return TURN.get().tls;
    }
}
