package dev.steward.load;

import java.util.List;
import java.util.Optional;

/** What writers write, and how it is found again. Each write is one statement, known by its writer and its number. */
public sealed interface Writes permits WriteSet, Bank {

    /** A name that no other has in the same database. */
    String table();

    void create(Session session) throws Unacknowledged;

    /** A statement that makes a write and returns which server did so, on which timeline. */
    String statement(String writer, long sequence);

    /** Every write that is there. */
    List<Row> read(Session session) throws Unacknowledged;

    /** Whatever else has to be true of what is there, and is not; in a sentence. */
    Optional<String> complaint(Session session) throws Unacknowledged;

    /**
     * A write that is there.
     *
     * @param writer who wrote it
     * @param sequence its number
     * @param times how often it is there, from 1
     */
    record Row(String writer, long sequence, int times) {}
}
