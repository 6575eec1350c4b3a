package dev.steward.broker.api;

import dev.steward.broker.clusters.Answer;
import dev.steward.lifecycle.Refusal;
import dev.steward.trouble.Trouble;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** HTTP answers. */
final class Reply {

    private static final Logger LOG = LoggerFactory.getLogger(Reply.class);

    /** After so many seconds it is worth asking again what could not be answered. */
    private static final String SHORTLY = "5";

    private Reply() {}

    /**
     * Tells a platform what a cluster answered.
     *
     * @param absent how to answer when there is nothing to ask
     * @param given how to answer what it said
     */
    static <T> ResponseEntity<Object> to(
            Answer<T> answer, ResponseEntity<Object> absent, Function<T, ResponseEntity<Object>> given) {
        return switch (answer) {
            case Answer.Given<T>(var value) -> given.apply(value);
            case Answer.Unknown<T>() -> absent;
            case Answer.Deleted<T>() -> absent;
            case Answer.Refused<T>(var refusal, var sentence) ->
                refusal == Refusal.GONE ? absent : refused(refusal, sentence);
            case Answer.Failed<T>(var trouble) -> failed(trouble);
        };
    }

    static ResponseEntity<Object> of(HttpStatus status, Object body) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body);
    }

    static ResponseEntity<Object> error(HttpStatus status, String description) {
        return of(status, ErrorBody.saying(description));
    }

    /** How far an operation is, and when it is worth asking again. */
    static ResponseEntity<Object> of(LastOperation last) {
        var reply = ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON);
        return last.state() == LastOperation.State.IN_PROGRESS
                ? reply.header(HttpHeaders.RETRY_AFTER, String.valueOf(last.retryAfter()))
                        .body(last)
                : reply.body(last);
    }

    /** It goes on, and the platform can ask for it by this. */
    static ResponseEntity<Object> underway(String operation) {
        return of(HttpStatus.ACCEPTED, Map.of("operation", operation));
    }

    /** It does not exist (any more); who wanted it deleted has what he wanted. */
    static ResponseEntity<Object> gone() {
        return of(HttpStatus.GONE, Map.of());
    }

    private static ResponseEntity<Object> refused(Refusal refusal, String sentence) {
        return switch (refusal) {
            case CONFLICT -> error(HttpStatus.CONFLICT, sentence);
            case BUSY -> of(HttpStatus.UNPROCESSABLE_CONTENT, ErrorBody.of("ConcurrencyError", sentence));
            case UNUSABLE -> error(HttpStatus.UNPROCESSABLE_CONTENT, sentence);
            case UNCHANGEABLE -> of(HttpStatus.UNPROCESSABLE_CONTENT, ErrorBody.unrepeatable(sentence));
            case MISTAKEN -> error(HttpStatus.BAD_REQUEST, sentence);
            case GONE -> gone();
        };
    }

    private static ResponseEntity<Object> failed(Trouble trouble) {
        LOG.warn("{}: {}", trouble.kind(), trouble.forOperator());
        String sentence = trouble.forUser().isBlank() ? "This can't be done at the moment." : trouble.forUser();
        if (trouble.kind() == Trouble.Kind.IMPOSSIBLE) {
            return error(HttpStatus.UNPROCESSABLE_CONTENT, sentence);
        }
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, SHORTLY)
                .contentType(MediaType.APPLICATION_JSON)
                .body(ErrorBody.saying(sentence));
    }
}
