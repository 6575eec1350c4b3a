package dev.steward.bench.fleet;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;

/**
 * Where Temporal keeps everything.
 *
 * @param url JDBC
 */
public record TemporalDatabase(String url, String password) {

    private static final String SIZE =
            "select sum(pg_database_size(datname)) from pg_database where datname like 'temporal%'";
    private static final String WRITTEN = "select pg_current_wal_insert_lsn() - '0/0'::pg_lsn";

    /** Bytes on the disk, of all its databases, without the log. */
    long size() {
        return number(SIZE);
    }

    /** Bytes of log that were ever written: they are overwritten later, and count for whoever archives them. */
    long written() {
        return number(WRITTEN);
    }

    private long number(String question) {
        Properties properties = new Properties();
        properties.setProperty("password", password);
        try (Connection connection = DriverManager.getConnection(url, properties);
                ResultSet row = connection.createStatement().executeQuery(question)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException("Temporal's database does not answer", e);
        }
    }
}
