package dev.steward.broker.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
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
 * @param instanceUsable of an update that failed: whether the instance serves as before; else null
 * @param updateRepeatable of an update that failed: whether the same may succeed later; else null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ErrorBody(
        @Nullable String error,
        String description,
        @JsonProperty("instance_usable") @Nullable Boolean instanceUsable,
        @JsonProperty("update_repeatable") @Nullable Boolean updateRepeatable) {

    private static final JsonMapper JSON = JsonMapper.shared();

    public static ErrorBody saying(String description) {
        return of(null, description);
    }

    static ErrorBody of(@Nullable String error, String description) {
        return new ErrorBody(error, description, null, null);
    }

    /** Of an update that is not possible, and has changed nothing. */
    static ErrorBody unrepeatable(String description) {
        return new ErrorBody(null, description, true, false);
    }

    /** Answers by this error, where no controller does. */
    public void send(HttpServletResponse response, HttpStatus status) throws IOException {
        response.setStatus(status.value());
        response.setContentType("application/json");
        response.getOutputStream().write(JSON.writeValueAsBytes(this));
    }
}
