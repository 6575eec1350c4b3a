package dev.steward.load;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A session over pgjdbc, in auto-commit. */
final class JdbcSession implements Session {

    private final Connection connection;

    JdbcSession(Connection connection) {
        this.connection = connection;
    }

    @Override
    public List<List<String>> run(String sql) throws Unacknowledged {
        try (Statement statement = connection.createStatement()) {
            List<List<String>> rows = statement.execute(sql) ? rows(statement.getResultSet()) : List.of();
            SQLWarning warning = statement.getWarnings();
            if (warning != null) {
                throw Unacknowledged.because("warning: " + warning.getMessage(), warning);
            }
            return rows;
        } catch (SQLException e) {
            throw unacknowledged(e);
        }
    }

    private static List<List<String>> rows(ResultSet results) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        int columns = results.getMetaData().getColumnCount();
        while (results.next()) {
            List<String> row = new ArrayList<>();
            for (int i = 1; i <= columns; i++) {
                String value = results.getString(i);
                row.add(value == null ? "" : value);
            }
            rows.add(row);
        }
        return rows;
    }

    /** Class 28 is "invalid authorization" (PostgreSQL, appendix A). */
    static Unacknowledged unacknowledged(SQLException e) {
        String state = e.getSQLState();
        String reason = String.valueOf(e.getMessage());
        return state != null && state.startsWith("28")
                ? Unacknowledged.refused(reason, e)
                : Unacknowledged.because(reason, e);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // It was given up, or its server is gone: there is nobody left to say goodbye to.
            return;
        }
    }
}
