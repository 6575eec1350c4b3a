package dev.steward.broker.api;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** A request that is not taken because of what it says. Whoever throws it has changed nothing. */
public final class Rejection extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final HttpStatus status;
    private final @Nullable String code;

    private Rejection(HttpStatus status, @Nullable String code, String sentence) {
        super(sentence, null, false, false);
        this.status = status;
        this.code = code;
    }

    /** The request is malformed, or lacks something; the sentence names the field. */
    public static Rejection badRequest(String sentence) {
        return new Rejection(HttpStatus.BAD_REQUEST, null, sentence);
    }

    /** The body is larger than is read. */
    public static Rejection tooLarge(int limit) {
        return new Rejection(HttpStatus.CONTENT_TOO_LARGE, null, "The body is larger than " + limit / 1024 + " KiB.");
    }

    /**
     * The request is well-formed, and can't be done.
     *
     * @param code of OSB 2.17, Error Codes
     */
    static Rejection unprocessable(@Nullable String code, String sentence) {
        return new Rejection(HttpStatus.UNPROCESSABLE_CONTENT, code, sentence);
    }

    HttpStatus status() {
        return status;
    }

    ErrorBody body() {
        return ErrorBody.of(code, String.valueOf(getMessage()));
    }
}
