package dev.steward.broker.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;

/** Takes requests of version 2 of the API only (OSB 2.17, API Version Header). */
public final class ApiVersion extends HttpFilter {

    private static final String HEADER = "X-Broker-API-Version";
    private static final Pattern SUPPORTED = Pattern.compile("2\\.[0-9]{1,4}");
    private static final long serialVersionUID = 1;

    /**
     * Whether the platform speaks this version or a later one. What it can't know yet it may not be able to read: a
     * client of version 2.14 that is much in use breaks off at the endpoints of 2.15.
     *
     * @param minor of version 2
     */
    static boolean isAtLeast(int minor, HttpServletRequest request) {
        String version = request.getHeader(HEADER);
        return version != null && Integer.parseInt(version.substring(version.indexOf('.') + 1)) >= minor;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String version = request.getHeader(HEADER);
        if (version != null && SUPPORTED.matcher(version).matches()) {
            chain.doFilter(request, response);
        } else {
            ErrorBody.saying("The header " + HEADER + " has to name version 2 of the API: 2.17, for example.")
                    .send(response, HttpStatus.PRECONDITION_FAILED);
        }
    }
}
