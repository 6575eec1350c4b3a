package dev.steward.journeys;

import dev.steward.platform.Credentials;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What an application does with a binding. */
final class Sql {

    private Sql() {}

    /** Has a statement done in a session of its own. The first value of what it answers; empty when there is none. */
    static String answer(Credentials access, String statement) throws SQLException {
        try (Connection session = DriverManager.getConnection(access.jdbcUrl());
                Statement asked = session.createStatement()) {
            if (!asked.execute(statement)) {
                return "";
            }
            try (ResultSet rows = asked.getResultSet()) {
                return rows.next() ? rows.getString(1) : "";
            }
        }
    }
}
