package dev.steward.tunnel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.tunnels.Pass;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A service key with a tunnel.
 *
 * @param credentials as the broker answered them
 * @param localPort where the tunnel begins on this machine
 */
public record Key(JsonNode credentials, int localPort) {

    /**
     * Reads one.
     *
     * @param file its credentials, bare or as the field {@code credentials} of an object
     * @throws IOException when it can't be read
     * @throws IllegalArgumentException when there is no tunnel in it
     */
    public static Key read(Path file) throws IOException {
        try {
            return of(new ObjectMapper().readTree(Files.readString(file)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(file + " is no JSON", e);
        }
    }

    /** Of what the broker answered. */
    public static Key of(JsonNode answer) {
        JsonNode credentials = answer.has("credentials") ? answer.get("credentials") : answer;
        JsonNode tunnel = credentials.path("tunnel");
        for (String needed : new String[] {"certificate", "known_hosts", "username", "host", "port", "expires_at"}) {
            if (tunnel.path(needed).isMissingNode()) {
                throw new IllegalArgumentException("there is no tunnel in this key (tunnel." + needed
                        + " is missing): make one with -c '{\"tunnel\": {\"public_key\": \"ssh-ed25519 …\"}}'");
            }
        }
        return new Key(credentials, Pass.localPort(credentials.path("port").asInt()));
    }

    /** The same that begins at another port. */
    public Key at(int port) {
        return new Key(credentials, port);
    }

    /**
     * The same that begins at a port that is free now.
     *
     * @throws IOException when there is none
     */
    public Key atFreePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return at(free.getLocalPort());
        }
    }

    /** The port of the nodes. */
    public int port() {
        return credentials.path("port").asInt();
    }

    /** When it ends. */
    public String until() {
        return tunnel("expires_at");
    }

    /** What is said of the tunnel under this name; empty when nothing is. */
    public String tunnel(String name) {
        return credentials.path("tunnel").path(name).asText();
    }

    /** The certificate by which the nodes are recognised, PEM; empty when the data service has none. */
    public String authority() {
        return credentials.path("cacrt").asText();
    }
}
