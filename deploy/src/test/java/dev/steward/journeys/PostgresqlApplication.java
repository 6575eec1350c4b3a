package dev.steward.journeys;

import dev.steward.engine.kit.Subject.Application;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;

/** An application of PostgreSQL: a commit that was acknowledged has been confirmed. */
final class PostgresqlApplication implements Application {

    private final String url;

    PostgresqlApplication(Map<String, Object> credentials) {
        url = credentials.get("jdbcUrl") + "&socketTimeout=4";
    }

    @Override
    public void write(String value) throws SQLException {
        try (Connection session = DriverManager.getConnection(url)) {
            session.createStatement().execute("create table if not exists kit (value text)");
            try (PreparedStatement insert = session.prepareStatement("insert into kit values (?)")) {
                insert.setString(1, value);
                insert.execute();
            }
        }
    }

    @Override
    public boolean has(String value) throws SQLException {
        try (Connection session = DriverManager.getConnection(url);
                PreparedStatement select = session.prepareStatement("select from kit where value = ?")) {
            select.setString(1, value);
            return select.executeQuery().next();
        }
    }

    @Override
    public void close() {
        // a session for each thing done
    }
}
