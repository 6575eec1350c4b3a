package dev.steward.cluster;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A position in the write-ahead log, in bytes.
 *
 * @see <a href="https://www.postgresql.org/docs/17/datatype-pg-lsn.html">PostgreSQL, pg_lsn</a>
 */
public record Lsn(long bytes) implements Comparable<Lsn> {

    public static final Lsn ZERO = new Lsn(0);

    /**
     * Reads PostgreSQL's form.
     *
     * @param text two hexadecimal numbers and a slash, {@code 16/B374D848}
     * @throws IllegalArgumentException when it is anything else
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Lsn parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 1 || slash > 8 || text.length() - slash > 9 || slash == text.length() - 1) {
            throw new IllegalArgumentException("not a log position: " + text);
        }
        long high = Long.parseLong(text, 0, slash, 16);
        return new Lsn(high << 32 | Long.parseLong(text, slash + 1, text.length(), 16));
    }

    @Override
    public int compareTo(Lsn other) {
        return Long.compareUnsigned(bytes, other.bytes);
    }

    @JsonValue
    @Override
    public String toString() {
        return "%X/%X".formatted(bytes >>> 32, bytes & 0xFFFF_FFFFL);
    }
}
