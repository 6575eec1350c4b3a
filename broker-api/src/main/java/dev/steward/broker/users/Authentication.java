package dev.steward.broker.users;

import dev.steward.broker.api.ErrorBody;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * HTTP basic authentication (RFC 7617) of every request but one for the health of the process. A filter of our own: ids
 * may hold any character, which the firewall of Spring Security would have to be talked out of one by one.
 */
public final class Authentication extends HttpFilter {

    private static final String OPEN = "/actuator/health";
    private static final String SCHEME = "Basic ";
    private static final long serialVersionUID = 1;

    private final transient Users users;

    public Authentication(Users users) {
        this.users = users;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (OPEN.equals(request.getRequestURI()) || known(request)) {
            chain.doFilter(request, response);
        } else {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"steward\", charset=\"UTF-8\"");
            ErrorBody.saying("A user and a password that are known here are required.")
                    .send(response, HttpStatus.UNAUTHORIZED);
        }
    }

    private boolean known(HttpServletRequest request) {
        return credentials(request.getHeader(HttpHeaders.AUTHORIZATION))
                .filter(users::include)
                .isPresent();
    }

    private static Optional<String> credentials(@Nullable String header) {
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        try {
            byte[] decoded =
                    Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
            return Optional.of(new String(decoded, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
