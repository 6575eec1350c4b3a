package dev.steward.platform;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What an application gets from a binding. Never printed.
 *
 * @param uri for libpq, naming every node
 * @param jdbcUrl for pgjdbc, naming every node
 * @param host the leader's address when the binding was made
 * @param hosts the addresses of all nodes
 * @param port of PostgreSQL on each
 * @param name of the database
 * @param username of the role
 * @param password of the role
 * @param cacrt the certificate authority by which the nodes are recognised, PEM
 */
public record Credentials(
        String uri,
        String jdbcUrl,
        String host,
        List<String> hosts,
        int port,
        String name,
        String username,
        String password,
        String cacrt) {

    /** Reads them from what the broker answers. */
    public static Credentials of(JsonNode json) {
        List<String> hosts = new ArrayList<>();
        json.path("hosts").forEach(h -> hosts.add(h.asText()));
        return new Credentials(
                text(json, "uri"),
                text(json, "jdbcUrl"),
                text(json, "host"),
                List.copyOf(hosts),
                json.path("port").asInt(),
                text(json, "name"),
                text(json, "username"),
                text(json, "password"),
                text(json, "cacrt"));
    }

    private static String text(JsonNode json, String field) {
        String text = json.path(field).asText("");
        if (text.isEmpty()) {
            throw new BrokerError(200, "", "the binding's credentials have no " + field);
        }
        return text;
    }

    @Override
    public String toString() {
        return "Credentials[" + username + "]";
    }
}
