package dev.steward.load;

import org.jspecify.annotations.Nullable;

/** The database did not say that it was done. */
public final class Unacknowledged extends Exception {

    private static final long serialVersionUID = 1;

    private final boolean refused;

    private Unacknowledged(String reason, boolean refused, @Nullable Throwable cause) {
        super(reason, cause);
        this.refused = refused;
    }

    static Unacknowledged because(String reason, @Nullable Throwable cause) {
        return new Unacknowledged(reason, false, cause);
    }

    static Unacknowledged refused(String reason, @Nullable Throwable cause) {
        return new Unacknowledged(reason, true, cause);
    }

    /** Whether the server does not let this user in, in contrast to not being there. */
    public boolean isRefused() {
        return refused;
    }

    /** The reason, in one line. */
    public String reason() {
        String message = getMessage();
        return message == null ? "" : message.lines().findFirst().orElse("");
    }
}
