package dev.steward.broker.api;

import dev.steward.cluster.Binding;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A binding as platforms read it (OSB 2.17, Binding, Response). */
final class Credentials {

    /** OSB 2.17, Binding Metadata Object: {@code yyyy-mm-ddThh:mm:ss.sZ}. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.S'Z'").withZone(ZoneOffset.UTC);

    private Credentials() {}

    static Map<String, Object> of(Binding binding, HttpServletRequest asked) {
        Map<String, Object> body = new LinkedHashMap<>();
        Instant end = binding.expiresAt();
        if (end != null) {
            Map<String, Object> metadata = new LinkedHashMap<>();
            metadata.put("expires_at", TIME.format(end));
            Instant before = binding.renewBefore();
            metadata.put("renew_before", TIME.format(before == null ? end : before));
            body.put("metadata", metadata);
        }
        body.put("credentials", binding.credentials());
        List<Map<String, Object>> endpoints = endpoints(binding.credentials());
        if (!endpoints.isEmpty() && ApiVersion.isAtLeast(15, asked)) {
            body.put("endpoints", endpoints);
        }
        return body;
    }

    /** All nodes: any of them may lead one day. */
    private static List<Map<String, Object>> endpoints(Map<String, Object> credentials) {
        return credentials.get("hosts") instanceof List<?> hosts && credentials.get("port") instanceof Number port
                ? hosts.stream().map(host -> endpoint(host, port)).toList()
                : List.of();
    }

    private static Map<String, Object> endpoint(Object host, Number port) {
        Map<String, Object> endpoint = new LinkedHashMap<>();
        endpoint.put("host", host);
        endpoint.put("ports", List.of(port.toString()));
        endpoint.put("protocol", "tcp");
        return endpoint;
    }
}
