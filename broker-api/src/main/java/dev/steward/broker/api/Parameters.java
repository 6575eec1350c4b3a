package dev.steward.broker.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** What a request says in its query string. */
final class Parameters {

    /** Word for word: the client of the Kubernetes service catalog recognises the error by it. */
    private static final String ASYNC_REQUIRED =
            "This service plan requires client support for asynchronous service operations.";

    private final HttpServletRequest request;

    Parameters(HttpServletRequest request) {
        this.request = request;
    }

    /**
     * Requires that the platform can wait (OSB 2.17, Asynchronous Operations).
     *
     * @throws Rejection AsyncRequired when it can't
     */
    void requireAcceptsIncomplete() {
        if (!acceptsIncomplete()) {
            throw Rejection.unprocessable("AsyncRequired", ASYNC_REQUIRED);
        }
    }

    /** Whether the platform can wait. */
    boolean acceptsIncomplete() {
        String value = optional("accepts_incomplete").orElse("false");
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Rejection.badRequest("The parameter accepts_incomplete has to be true or false.");
        };
    }

    /** Whether there are the parameters that every DELETE has to carry. */
    boolean namesServiceAndPlan() {
        return isNamed("service_id") && isNamed("plan_id");
    }

    /**
     * Requires the parameters that every DELETE has to carry. They are not compared with the catalog: what is not
     * offered any more can still be deleted.
     */
    void requireServiceAndPlan() {
        require("service_id");
        require("plan_id");
    }

    /** The operation whose state is asked for, if one is named. */
    Optional<String> operation() {
        return optional("operation");
    }

    private void require(String name) {
        if (!isNamed(name)) {
            throw Rejection.badRequest("The parameter " + name + " is missing.");
        }
    }

    private boolean isNamed(String name) {
        return optional(name).filter(value -> !value.isEmpty()).isPresent();
    }

    private Optional<String> optional(String name) {
        try {
            return Optional.ofNullable(request.getParameter(name));
        } catch (IllegalStateException e) { // Servlet 6.1: a query string that can't be decoded
            throw Rejection.badRequest("The query string is not percent-encoded UTF-8.");
        }
    }
}
