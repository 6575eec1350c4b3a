package dev.steward.load;

import java.util.ArrayList;
import java.util.List;

/**
 * The table into which writers write numbers. It has no key, so that a write that happened twice shows.
 *
 * @param table its name
 */
public record WriteSet(String table) {

    public WriteSet {
        if (!table.matches("[a-z_]{1,40}")) {
            throw new IllegalArgumentException("a table of small letters");
        }
    }

    /**
     * A number that is in the table.
     *
     * @param writer who wrote it
     * @param sequence the number
     * @param times how often it is there, from 1
     */
    public record Row(String writer, long sequence, int times) {}

    public void create(Session session) throws Unacknowledged {
        session.run("CREATE TABLE " + table + " (writer text NOT NULL, sequence bigint NOT NULL,"
                + " server inet, timeline int, at timestamptz DEFAULT clock_timestamp())");
    }

    /** A statement that writes a number and returns which server did so, on which timeline. */
    String insert(String writer, long sequence) {
        return "INSERT INTO " + table + " (writer, sequence, server, timeline) VALUES ('" + writer + "', " + sequence
                + ", inet_server_addr(), ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::int)"
                + " RETURNING host(server), timeline";
    }

    public List<Row> read(Session session) throws Unacknowledged {
        List<Row> rows = new ArrayList<>();
        for (List<String> row :
                session.run("SELECT writer, sequence, count(*) FROM " + table + " GROUP BY writer, sequence")) {
            rows.add(new Row(row.get(0), Long.parseLong(row.get(1)), Integer.parseInt(row.get(2))));
        }
        return rows;
    }
}
