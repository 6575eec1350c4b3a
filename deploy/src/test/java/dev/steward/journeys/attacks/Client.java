package dev.steward.journeys.attacks;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.steward.platform.Credentials;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** A session with a binding's credentials, which goes by none of the settings that the instance was ordered with. */
record Client(Connection session) implements AutoCloseable {

    private static final String OWN_SETTINGS = "-c statement_timeout=0 -c lock_timeout=0 -c idle_session_timeout=0"
            + " -c idle_in_transaction_session_timeout=0 -c default_transaction_read_only=off";

    static Client of(Credentials access) throws SQLException {
        return of(access, new Properties());
    }

    static Client of(Credentials access, Properties more) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("options", OWN_SETTINGS);
        properties.setProperty("loginTimeout", "10");
        properties.putAll(more);
        // a leader that has just refused one session is asked all the same: pgjdbc passes it over for a second else
        String url = access.jdbcUrl().replaceFirst("hostRecheckSeconds=\\d+", "hostRecheckSeconds=0");
        return new Client(DriverManager.getConnection(url, properties));
    }

    /** The SQLSTATE by which a session is refused. */
    static String refusal(Credentials access) {
        SQLException refused =
                catchThrowableOfType(SQLException.class, () -> of(access).close());
        return state(refused);
    }

    /** The SQLSTATE by which a statement is refused; nothing of it stays. */
    String refusal(String sql) throws SQLException {
        SQLException refused = catchThrowableOfType(SQLException.class, () -> run(sql));
        run("rollback");
        return state(refused);
    }

    private static String state(@Nullable SQLException refused) {
        return refused == null ? "not refused" : String.valueOf(refused.getSQLState());
    }

    void run(String sql) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.execute(sql);
        }
    }

    String text(String sql) throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    @Override
    public void close() throws SQLException {
        session.close();
    }
}
