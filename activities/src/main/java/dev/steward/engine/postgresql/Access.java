package dev.steward.engine.postgresql;

import dev.steward.engine.ClusterView;
import dev.steward.engine.Host;
import dev.steward.tunnels.Directory;
import dev.steward.tunnels.Pass;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A binding's credentials, in the form in which platforms hand them on. They name every node, so that they survive
 * take-overs: clients look for the one that takes writes. {@code sslmode=require}, since a certificate can't travel in a
 * URI; with {@code cacrt} in a file an application can ask for {@code verify-full}.
 */
final class Access {

    private static final int PORT = 5432;

    private Access() {}

    static Map<String, Object> credentials(ClusterView cluster, String role, String password) {
        List<String> ips = cluster.hosts().stream().map(Host::ip).toList();
        String nodes = ips.stream().map(Access::withPort).collect(Collectors.joining(","));
        Map<String, Object> credentials = new LinkedHashMap<>();
        credentials.put(
                "uri",
                "postgresql://" + role + ":" + password + "@" + nodes + "/" + Roles.DATABASE
                        + "?target_session_attrs=read-write&sslmode=require&connect_timeout=2");
        credentials.put(
                "jdbcUrl",
                "jdbc:postgresql://" + nodes + "/" + Roles.DATABASE + "?user=" + role + "&password="
                        + password + "&targetServerType=primary&hostRecheckSeconds=1&connectTimeout=2&tcpKeepAlive=true"
                        + "&sslmode=require");
        credentials.put("host", cluster.host(cluster.leader()).ip());
        credentials.put("hosts", ips);
        credentials.put("port", PORT);
        credentials.put("name", Roles.DATABASE);
        credentials.put("username", role);
        credentials.put("password", password);
        credentials.put("cacrt", cluster.caCertificate());
        return credentials;
    }

    /**
     * The same, with what a client has to be told to reach the leader through a tunnel, and to be certain that it is his:
     * encrypted from him to the node, whatever lies between.
     */
    static Map<String, Object> throughTunnel(Map<String, Object> credentials) {
        int port = Pass.localPort(PORT);
        String user = String.valueOf(credentials.get("username"));
        String password = String.valueOf(credentials.get("password"));
        Map<String, Object> tunnel = new LinkedHashMap<>();
        tunnel.put(
                "psql",
                "PGPASSWORD=" + password + " psql 'host=" + Directory.LEADER + " hostaddr=127.0.0.1 port=" + port
                        + " dbname=" + Roles.DATABASE + " user=" + user
                        + " sslmode=verify-full sslrootcert=steward-ca.crt connect_timeout=10'");
        tunnel.put(
                "jdbcUrl",
                "jdbc:postgresql://localhost:" + port + "/" + Roles.DATABASE + "?user=" + user + "&password="
                        + password + "&sslmode=verify-full&sslrootcert=steward-ca.crt&connectTimeout=10"
                        + "&tcpKeepAlive=true");
        credentials.put("tunnel", tunnel);
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
