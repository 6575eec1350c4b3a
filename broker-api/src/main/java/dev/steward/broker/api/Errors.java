package dev.steward.broker.api;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What is answered when a controller does not: a sentence for the user; the evidence stays in the log. */
@RestControllerAdvice
public final class Errors {

    private static final Logger LOG = LoggerFactory.getLogger(Errors.class);

    @ExceptionHandler
    ResponseEntity<Object> rejected(Rejection rejection) {
        return Reply.of(rejection.status(), rejection.body());
    }

    /** Spring's own refusals say their status; everything else is a bug of ours. */
    @ExceptionHandler
    ResponseEntity<Object> unforeseen(Exception e) {
        HttpStatusCode status =
                e instanceof ErrorResponse known ? known.getStatusCode() : HttpStatus.INTERNAL_SERVER_ERROR;
        if (status.is5xxServerError()) {
            LOG.error("unforeseen", e);
            return Reply.error(HttpStatus.INTERNAL_SERVER_ERROR, "An unexpected error occurred.");
        }
        return switch (status.value()) {
            case 404 -> Reply.error(HttpStatus.NOT_FOUND, "There is nothing at this address.");
            case 405 -> Reply.error(HttpStatus.METHOD_NOT_ALLOWED, "This method is not possible at this address.");
            default -> Reply.error(HttpStatus.BAD_REQUEST, "The request can't be understood.");
        };
    }
}
