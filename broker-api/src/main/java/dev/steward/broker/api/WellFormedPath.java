package dev.steward.broker.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;

/** Turns away what no one can decode: behind a semicolon, Tomcat lets pass what Spring stumbles over. */
public final class WellFormedPath extends HttpFilter {

    private static final Pattern BROKEN = Pattern.compile("%(?![0-9A-Fa-f]{2})");
    private static final long serialVersionUID = 1;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (BROKEN.matcher(request.getRequestURI()).find()) {
            ErrorBody.saying("The address is not percent-encoded UTF-8.").send(response, HttpStatus.BAD_REQUEST);
        } else {
            chain.doFilter(request, response);
        }
    }
}
