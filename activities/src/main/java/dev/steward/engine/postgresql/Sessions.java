package dev.steward.engine.postgresql;

import dev.steward.engine.ClusterView;
import dev.steward.engine.Host;
import dev.steward.trouble.Trouble;
import io.temporal.failure.ApplicationFailure;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;

/** SQL sessions on the nodes, as our superuser, known by our certificate. */
final class Sessions {

    static final String MAINTENANCE = "postgres";

    /**
     * A tenant owns his database and schema public in it: nothing in that schema may stand in for what we call, and no
     * setting he gave his database (ALTER DATABASE … SET) may hold for us. What a client asks for at its start goes
     * before those.
     */
    private static final String OWN_SETTINGS = "-c search_path=pg_catalog -c default_transaction_read_only=off"
            + " -c role=none -c synchronous_commit=on -c statement_timeout=0 -c idle_in_transaction_session_timeout=0"
            + " -c idle_session_timeout=0 -c row_security=on -c session_replication_role=origin"
            + " -c default_transaction_isolation=read\\ committed -c default_transaction_deferrable=off"
            // a library that does not exist would keep everybody out
            + " -c local_preload_libraries= -c tcp_user_timeout=0"
            // who holds a lock for longer keeps us from nothing but this; and what we wait for no more ends there too
            + " -c lock_timeout=10s -c client_connection_check_interval=1s";

    /** The same for what PostgreSQL has only since this version. */
    private static final Map<Integer, String> SINCE = Map.of(17, " -c transaction_timeout=0");

    private Sessions() {}

    /** Something done in a session. */
    interface Work<T> {
        T in(Connection session) throws SQLException;
    }

    /**
     * Does something in a fresh session on a node.
     *
     * @param limit for each answer, in whole seconds
     * @throws ApplicationFailure UNAVAILABLE when the session breaks or PostgreSQL refuses
     */
    static <T> T on(ClusterView cluster, Host host, String database, Duration limit, Work<T> work) {
        try {
            return in(cluster, host, database, limit, work);
        } catch (SQLException e) {
            throw trouble(host, e);
        }
    }

    /** The same, for who can tell what a failure means. */
    static <T> T in(ClusterView cluster, Host host, String database, Duration limit, Work<T> work) throws SQLException {
        try (Connection session = open(cluster, host, database, limit)) {
            return work.in(session);
        }
    }

    static ApplicationFailure trouble(Host host, SQLException e) {
        return Trouble.unavailable(
                        "The database does not answer as it should; it is tried again.",
                        host.node() + ": SQL state " + e.getSQLState() + " " + e.getMessage())
                .failure();
    }

    /** Whether others have taken all connections, or all of the shared memory that locks need; ours need some too. */
    static boolean isCrowdedOut(SQLException e) {
        return "53200".equals(e.getSQLState()) || "53300".equals(e.getSQLState());
    }

    /** A session; whoever opens it closes it. */
    static Connection open(ClusterView cluster, Host host, String database, Duration limit) throws SQLException {
        String seconds = Long.toString(Math.max(1, limit.toSeconds()));
        Properties properties = new Properties();
        properties.setProperty("user", Roles.CONTROL);
        properties.setProperty("sslmode", "verify-full");
        properties.setProperty("sslfactory", ClusterSocketFactory.class.getName());
        properties.setProperty(ClusterSocketFactory.AUTHORITY, cluster.caCertificate());
        properties.setProperty(
                ClusterSocketFactory.CERTIFICATE, cluster.control().certificate());
        properties.setProperty(ClusterSocketFactory.KEY, cluster.control().privateKey());
        properties.setProperty("connectTimeout", seconds);
        properties.setProperty("socketTimeout", seconds);
        properties.setProperty("sslResponseTimeout", Long.toString(Math.max(1000, limit.toMillis())));
        properties.setProperty("cancelSignalTimeout", seconds);
        properties.setProperty("gssEncMode", "disable");
        properties.setProperty("ApplicationName", "steward");
        properties.setProperty("options", ownSettings(Integer.parseInt(cluster.version())));
        String ip = host.ip().contains(":") ? "[" + host.ip() + "]" : host.ip();
        return DriverManager.getConnection("jdbc:postgresql://" + ip + ":5432/" + database, properties);
    }

    private static String ownSettings(int version) {
        return SINCE.entrySet().stream()
                .filter(since -> since.getKey() <= version)
                .map(Map.Entry::getValue)
                .reduce(OWN_SETTINGS, String::concat);
    }

    /** The first column of the only row; an empty text for none and for null. */
    static String text(Connection session, String sql) throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            String value = rows.next() ? rows.getString(1) : null;
            return value == null ? "" : value;
        }
    }

    /** A statement without an answer. */
    static void execute(Connection session, String sql) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.execute(sql);
        }
    }
}
