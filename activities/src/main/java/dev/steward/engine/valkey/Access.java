package dev.steward.engine.valkey;

import dev.steward.engine.ClusterView;
import dev.steward.engine.Host;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A binding's credentials, as the buildpacks and libraries for Redis take them: {@code uri} and {@code host} name the node
 * that leads now, {@code uris} and {@code hosts} all of them, by which an application finds the leader after a take-over.
 */
final class Access {

    static final int PORT = 6379;

    private Access() {}

    static Map<String, Object> credentials(ClusterView cluster, String user, String password) {
        String leader = cluster.host(cluster.leader()).ip();
        List<String> ips = cluster.hosts().stream().map(Host::ip).toList();
        String start = "rediss://" + user + ":" + password + "@";
        Map<String, Object> credentials = new LinkedHashMap<>();
        credentials.put("uri", start + withPort(leader));
        credentials.put("uris", ips.stream().map(ip -> start + withPort(ip)).toList());
        credentials.put("host", leader);
        credentials.put("hosts", ips);
        credentials.put("nodes", ips.stream().map(Access::withPort).collect(Collectors.joining(",")));
        credentials.put("port", PORT);
        credentials.put("tls_port", PORT);
        credentials.put("tls", true);
        credentials.put("username", user);
        credentials.put("password", password);
        credentials.put("cacrt", cluster.caCertificate());
        return credentials;
    }

    /** The same with the hosts that there are now; what leads through a tunnel names none. */
    static Map<String, Object> readdressed(ClusterView cluster, Map<String, Object> credentials) {
        Map<String, Object> now = new LinkedHashMap<>(credentials);
        now.putAll(credentials(
                cluster, String.valueOf(credentials.get("username")), String.valueOf(credentials.get("password"))));
        return now;
    }

    private static String withPort(String ip) {
        return (ip.contains(":") ? "[" + ip + "]" : ip) + ":" + PORT;
    }
}
