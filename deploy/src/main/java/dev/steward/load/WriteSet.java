package dev.steward.load;

import java.util.List;
import java.util.Optional;

/**
 * The table into which writers write numbers. It has no key, so that a write that happened twice shows.
 *
 * @param table its name
 */
public record WriteSet(String table) implements Writes {

    public WriteSet {
        Tables.check(table);
    }

    @Override
    public void create(Session session) throws Unacknowledged {
        session.run("CREATE TABLE " + table + " (writer text NOT NULL, sequence bigint NOT NULL,"
                + " server inet, timeline int, at timestamptz DEFAULT clock_timestamp())");
    }

    @Override
    public String statement(String writer, long sequence) {
        return "INSERT INTO " + table + " (writer, sequence, server, timeline) VALUES ('" + writer + "', " + sequence
                + ", " + Tables.SERVER_AND_TIMELINE + ") RETURNING host(server), timeline";
    }

    @Override
    public List<Row> read(Session session) throws Unacknowledged {
        return Tables.rows(session, table);
    }

    /** A write set is its rows. */
    @Override
    public Optional<String> complaint(Session session) {
        return Optional.empty();
    }
}
