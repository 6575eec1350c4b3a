package dev.steward.cluster;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * A position in the write-ahead log, in bytes.
 *
 * @see <a href="https://www.postgresql.org/docs/17/datatype-pg-lsn.html">PostgreSQL, pg_lsn</a>
 */
public record Lsn(long bytes) implements Comparable<Lsn> {

    public static final Lsn ZERO = new Lsn(0);

    private static final Pattern FORM = Pattern.compile("\\p{XDigit}{1,8}/\\p{XDigit}{1,8}");

    /**
     * Reads PostgreSQL's form.
     *
     * @param text two hexadecimal numbers and a slash, {@code 16/B374D848}
     * @throws IllegalArgumentException when it is anything else
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Lsn parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("not a log position: " + text);
        }
        int slash = text.indexOf('/');
        long high = Long.parseLong(text, 0, slash, 16);
        return new Lsn(high << 32 | Long.parseLong(text, slash + 1, text.length(), 16));
    }

    /** How many bytes it is past another position; 0 when it is not past it. */
    public long since(Lsn other) {
        return compareTo(other) <= 0 ? 0 : bytes - other.bytes;
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
