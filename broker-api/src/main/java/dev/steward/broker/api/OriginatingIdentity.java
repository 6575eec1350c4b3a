package dev.steward.broker.api;

import dev.steward.cluster.Caller;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads in whose name the platform asks (OSB 2.17, Originating Identity), and turns away what can't be read. */
public final class OriginatingIdentity extends HttpFilter {

    static final String HEADER = "X-Broker-API-Originating-Identity";

    private static final String ATTRIBUTE = OriginatingIdentity.class.getName();
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final long serialVersionUID = 1;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String header = request.getHeader(HEADER);
        Optional<String> user = header == null ? Optional.of("") : read(header);
        if (user.isEmpty()) {
            ErrorBody.saying("The header " + HEADER
                            + " has to be a platform's name, a space, and a JSON object in base64.")
                    .send(response, HttpStatus.BAD_REQUEST);
            return;
        }
        request.setAttribute(ATTRIBUTE, user.get());
        chain.doFilter(request, response);
    }

    /** The platform's name and the JSON object. */
    private static Optional<String> read(String header) {
        String[] words = header.strip().split("\\s+");
        if (words.length != 2) {
            return Optional.empty();
        }
        try {
            JsonNode user = JSON.readTree(Base64.getDecoder().decode(words[1]));
            return user.isObject() && StandardCharsets.UTF_8.newEncoder().canEncode(user.toString())
                    ? Optional.of(words[0] + " " + user)
                    : Optional.empty();
        } catch (IllegalArgumentException | JacksonException unreadable) {
            return Optional.empty();
        }
    }

    /** Who makes this request. */
    static Caller of(HttpServletRequest request) {
        String identity = Objects.requireNonNullElse(request.getHeader(RequestIdentity.HEADER), "");
        return new Caller(identity, Objects.requireNonNullElse((String) request.getAttribute(ATTRIBUTE), ""));
    }
}
