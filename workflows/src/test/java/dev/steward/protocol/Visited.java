package dev.steward.protocol;

/** Fingerprints of states, each with that of the state before it. An open-addressing table: 16 bytes an entry. */
final class Visited {

    private long[] prints = new long[1 << 16];
    private long[] before = new long[1 << 16];
    private int size;

    /** @return false when it was there already */
    boolean add(long print, long from) {
        if (size > prints.length / 2) {
            grow();
        }
        int at = slot(print);
        if (prints[at] == print) {
            return false;
        }
        prints[at] = print;
        before[at] = from;
        size++;
        return true;
    }

    /** The state from which this one was first reached; 0 for the first. */
    long before(long print) {
        return before[slot(print)];
    }

    int size() {
        return size;
    }

    private int slot(long print) {
        int at = (int) print & prints.length - 1;
        while (prints[at] != 0 && prints[at] != print) {
            at = at + 1 & prints.length - 1;
        }
        return at;
    }

    private void grow() {
        long[] oldPrints = prints;
        long[] oldBefore = before;
        prints = new long[oldPrints.length * 2];
        before = new long[oldPrints.length * 2];
        for (int i = 0; i < oldPrints.length; i++) {
            if (oldPrints[i] != 0) {
                int at = slot(oldPrints[i]);
                prints[at] = oldPrints[i];
                before[at] = oldBefore[i];
            }
        }
    }
}
