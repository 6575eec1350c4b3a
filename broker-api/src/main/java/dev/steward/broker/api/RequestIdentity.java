package dev.steward.broker.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;

/** Names each request in its answer and in the log as the platform named it (OSB 2.17, Request Identity). */
public final class RequestIdentity extends HttpFilter {

    /** The header of request and answer. */
    public static final String HEADER = "X-Broker-API-Request-Identity";

    /** Under this key the identity is in the logging context. */
    static final String KEY = "request";

    private static final Logger LOG = LoggerFactory.getLogger(RequestIdentity.class);
    private static final long serialVersionUID = 1;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String identity = request.getHeader(HEADER);
        if (identity == null || identity.isEmpty()) {
            logged(request, response, chain);
            return;
        }
        response.setHeader(HEADER, identity);
        try (var _ = MDC.putCloseable(KEY, identity)) {
            logged(request, response, chain);
        }
    }

    private static void logged(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        long began = System.nanoTime();
        chain.doFilter(request, response);
        boolean onlyLooked = "GET".equals(request.getMethod()) && response.getStatus() < 500;
        LOG.atLevel(onlyLooked ? Level.DEBUG : Level.INFO)
                .log(
                        "{} {}: {} after {} ms",
                        request.getMethod(),
                        request.getRequestURI(),
                        response.getStatus(),
                        Duration.ofNanos(System.nanoTime() - began).toMillis());
    }
}
