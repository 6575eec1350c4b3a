package dev.steward.load;

import java.util.ArrayList;
import java.util.List;

/** What the tables of writes have in common. */
final class Tables {

    /** Two columns: the address that was connected to, and the timeline on which the statement writes. */
    static final String SERVER_AND_TIMELINE =
            "inet_server_addr(), ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::int";

    private Tables() {}

    static void check(String table) {
        if (!table.matches("[a-z_][a-z0-9_]{0,39}")) {
            throw new IllegalArgumentException("a table of small letters and digits");
        }
    }

    /** The rows of a table with the columns writer and sequence. */
    static List<Writes.Row> rows(Session session, String table) throws Unacknowledged {
        List<Writes.Row> rows = new ArrayList<>();
        for (List<String> row :
                session.run("SELECT writer, sequence, count(*) FROM " + table + " GROUP BY writer, sequence")) {
            rows.add(new Writes.Row(row.get(0), Long.parseLong(row.get(1)), Integer.parseInt(row.get(2))));
        }
        return rows;
    }
}
