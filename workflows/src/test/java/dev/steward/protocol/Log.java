package dev.steward.protocol;

import dev.steward.cluster.Epoch;
import dev.steward.cluster.Lsn;
import java.util.StringJoiner;

/**
 * What a server has flushed: writes ({@code w1} to {@code w5}), and a mark where the leader of an epoch began its timeline
 * ({@code t2} to {@code t10}; its timelines have the numbers of epochs). Each record is one byte long, as positions go.
 *
 * @param records four bits for each, the first one lowest
 * @param length how many records, 0 to 15
 */
record Log(long records, int length) {

    static final Log EMPTY = new Log(0, 0);

    private static final int BITS = 4;
    private static final int WRITES = 5;

    Log write(int number) {
        if (number < 1 || number > WRITES) {
            throw new IllegalArgumentException("no such write: " + number);
        }
        return append(number);
    }

    Log begin(Epoch timeline) {
        return append(WRITES - 1 + Math.toIntExact(timeline.value()));
    }

    private Log append(long code) {
        if (length == 15 || code > 15) {
            throw new IllegalStateException("the bounds are larger than a log of the model");
        }
        return new Log(records | code << length * BITS, length + 1);
    }

    /** With one more record of a longer log that begins with this one. */
    Log next(Log longer) {
        return append(longer.code(length));
    }

    boolean startsWith(Log beginning) {
        long mask = (1L << beginning.length * BITS) - 1;
        return length >= beginning.length && (records & mask) == beginning.records;
    }

    /** Where this write ends; 0 when it isn't there. */
    int endOf(int write) {
        for (int i = 0; i < length; i++) {
            if (code(i) == write) {
                return i + 1;
            }
        }
        return 0;
    }

    int timeline() {
        for (int i = length - 1; i >= 0; i--) {
            if (code(i) > WRITES) {
                return code(i) - WRITES + 1;
            }
        }
        return 1;
    }

    Lsn end() {
        return new Lsn(length);
    }

    private int code(int index) {
        return (int) (records >>> index * BITS) & 15;
    }

    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(" ", "[", "]");
        for (int i = 0; i < length; i++) {
            text.add(code(i) > WRITES ? "t" + (code(i) - WRITES + 1) : "w" + code(i));
        }
        return text.toString();
    }
}
