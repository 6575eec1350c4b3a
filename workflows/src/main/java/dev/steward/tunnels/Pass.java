package dev.steward.tunnels;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * By which a tunnel is opened: nothing in it is a secret, since its key never leaves its holder.
 *
 * @param username as whom
 * @param certificate of the holder's key, one line in OpenSSH form
 * @param host the gateway's name or address, as clients reach it
 * @param port the gateway's port, as clients reach it
 * @param hostKey by which the gateway is recognised, one line in OpenSSH form
 * @param until when it ends
 */
public record Pass(String username, String certificate, String host, int port, String hostKey, Instant until) {

    private static final int STANDARD_PORT = 22;
    private static final String TUNNEL = "tunnel";
    private static final String CERTIFICATE = "certificate";

    /** The port of the holder's own machine where one of the nodes' is reached: 15432 for 5432. */
    public static int localPort(int port) {
        return port < 10_000 ? 10_000 + port : port;
    }

    /** The certificate in credentials that {@link #in} made; null when there is none. */
    public static @org.jspecify.annotations.Nullable String certificateIn(Map<String, Object> credentials) {
        return credentials.get(TUNNEL) instanceof Map<?, ?> tunnel && tunnel.get(CERTIFICATE) instanceof String text
                ? text
                : null;
    }

    /**
     * When the tunnel in credentials that {@link #in} made ends.
     *
     * @throws java.time.format.DateTimeParseException when there is none
     */
    public static Instant untilIn(Map<String, Object> credentials) {
        return Instant.parse(
                credentials.get(TUNNEL) instanceof Map<?, ?> tunnel ? String.valueOf(tunnel.get("expires_at")) : "");
    }

    /** The line of a known_hosts file (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT). */
    public String knownHosts() {
        return (port == STANDARD_PORT ? host : "[" + host + "]:" + port) + " " + hostKey;
    }

    /**
     * Credentials with the tunnel beside them. What the engine has put there about it, since it knows its own clients,
     * stays.
     *
     * @param credentials name the nodes' {@code port}, and as {@code cacrt} by what they are recognised
     */
    public Map<String, Object> in(Map<String, Object> credentials) {
        Map<String, Object> tunnel = new LinkedHashMap<>();
        tunnel.put("host", host);
        tunnel.put("port", port);
        tunnel.put("username", username);
        tunnel.put(CERTIFICATE, certificate);
        tunnel.put("known_hosts", knownHosts());
        tunnel.put("expires_at", until.toString());
        tunnel.put("prepare", prepare(credentials));
        tunnel.put("ssh", ssh(((Number) credentials.getOrDefault("port", 0)).intValue()));
        if (credentials.get(TUNNEL) instanceof Map<?, ?> ofEngine) {
            ofEngine.forEach((name, value) -> tunnel.put(String.valueOf(name), value));
        }
        Map<String, Object> whole = new LinkedHashMap<>(credentials);
        whole.put(TUNNEL, tunnel);
        return whole;
    }

    private String prepare(Map<String, Object> credentials) {
        String files = file("steward-cert.pub", certificate) + file("steward-known_hosts", knownHosts());
        return credentials.get("cacrt") instanceof String pem ? files + file("steward-ca.crt", pem.strip()) : files;
    }

    private static String file(String name, String text) {
        return "printf '%s\\n' '" + text + "' > " + name + "\n";
    }

    private String ssh(int target) {
        return "ssh -N -o CertificateFile=steward-cert.pub -o IdentitiesOnly=yes"
                + " -o UserKnownHostsFile=steward-known_hosts -o StrictHostKeyChecking=yes"
                + " -o ExitOnForwardFailure=yes -o ServerAliveInterval=15 -L " + localPort(target) + ":"
                + Directory.LEADER + ":" + target + " -p " + port + " " + username + "@" + host;
    }
}
