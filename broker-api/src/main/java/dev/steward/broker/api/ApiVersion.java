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
