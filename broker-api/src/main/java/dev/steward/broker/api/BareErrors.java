package dev.steward.broker.api;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/** What Tomcat answers by itself, when a request is so malformed that it gets no further: JSON here too. */
public final class BareErrors extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable thrown) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        if (response.getStatus() == HttpServletResponse.SC_NOT_IMPLEMENTED) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST); // an unknown encoding is no error of the broker's
        }
        String identity = request.getHeader(RequestIdentity.HEADER);
        if (identity != null && !identity.isEmpty()) {
            response.setHeader(RequestIdentity.HEADER, identity);
        }
        response.setContentType("application/json");
        try {
            response.getOutputStream()
                    .write("{\"description\":\"The request can't be understood.\"}".getBytes(StandardCharsets.UTF_8));
            response.finishResponse();
        } catch (IOException e) {
            container.getLogger().debug("the client is gone", e);
        }
    }
}
