package dev.steward.broker.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.json.JsonMapper;

/**
 * What every error answers (OSB 2.17, Service Broker Errors).
 *
 * @param error a code of OSB 2.17, Error Codes; most errors have none
 * @param description a sentence for the user
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ErrorBody(@Nullable String error, String description) {

    private static final JsonMapper JSON = JsonMapper.shared();

    public static ErrorBody saying(String description) {
        return new ErrorBody(null, description);
    }

    /** Answers by this error, where no controller does. */
    public void send(HttpServletResponse response, HttpStatus status) throws IOException {
        response.setStatus(status.value());
        response.setContentType("application/json");
        response.getOutputStream().write(JSON.writeValueAsBytes(this));
    }
}
