package dev.steward.journeys;

import dev.steward.cluster.NodeName;
import dev.steward.engine.ClusterView;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

/** A tenant who reads at a standby, and a change that cannot be replayed meanwhile. */
final class HeldReplay {

    private HeldReplay() {}

    /** Something whose replay waits for the readers. */
    static void needsLock(ClusterView cluster, NodeName leader) {
        PostgresqlLab.run(
                "docker",
                "exec",
                "-u",
                "postgres",
                PostgresqlLab.container(cluster.id().value(), leader),
                "psql",
                "-h",
                "/run/steward-postgresql",
                "-XAtqc",
                "alter table written add column held int",
                "service");
    }

    /** A tenant's session on a standby that holds it up for as long as it is open. */
    static Connection at(ClusterView cluster, NodeName standby, Map<String, Object> credentials) {
        try {
            String url = "jdbc:postgresql://" + cluster.host(standby).ip() + ":5432/service?sslmode=require&user="
                    + credentials.get("username") + "&password=" + credentials.get("password");
            Connection reader = DriverManager.getConnection(url);
            reader.setAutoCommit(false);
            reader.createStatement().execute("set transaction isolation level repeatable read");
            reader.createStatement().executeQuery("select count(*) from written");
            reader.createStatement().execute("lock table written in access share mode");
            return reader;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
