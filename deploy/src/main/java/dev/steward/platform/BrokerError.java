package dev.steward.platform;

/** The broker refused, failed, or could not be reached. */
public final class BrokerError extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;

    /**
     * An error.
     *
     * @param status the HTTP status; 0 when nothing answered
     * @param code the {@code error} of the answer; empty when there is none
     * @param message one sentence
     */
    public BrokerError(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }
}
