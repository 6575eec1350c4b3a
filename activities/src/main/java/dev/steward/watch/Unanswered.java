package dev.steward.watch;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;

/** What it says of the other side that an ask of it has failed. */
public final class Unanswered {

    private Unanswered() {}

    /** Its machine is there, and nobody on it listens. */
    public static boolean isRefusal(Exception failure) {
        return causedBy(failure, ConnectException.class)
                && String.valueOf(failure.getMessage()).contains("refused");
    }

    /** Nothing came in time. */
    public static boolean isSilence(Exception failure) {
        return causedBy(failure, SocketTimeoutException.class);
    }

    private static boolean causedBy(Throwable thrown, Class<?> kind) {
        for (@Nullable Throwable t = thrown; t != null; t = t.getCause()) {
            if (kind.isInstance(t)) {
                return true;
            }
        }
        return false;
    }
}
