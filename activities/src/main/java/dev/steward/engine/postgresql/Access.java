package dev.steward.engine.postgresql;

import dev.steward.engine.ClusterView;
import dev.steward.engine.Host;
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

    private static String withPort(String ip) {
        return (ip.contains(":") ? "[" + ip + "]" : ip) + ":" + PORT;
    }
}
