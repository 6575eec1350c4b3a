package dev.steward.node;

import java.util.List;

/**
 * How full a node's data disk is, as a process without privileges meets it.
 *
 * @param blocks all of them
 * @param free those not in use
 * @param available those of the free ones that are not reserved for root
 */
public record DiskUse(long blocks, long free, long available) {

    /** {@code df} would say the same, rounded, in a form for people. */
    static final String[] COMMAND = {"stat", "-f", "-c", "%b %f %a", "/var/lib/steward"};

    /**
     * Reads what the command says.
     *
     * @throws IllegalArgumentException when it is anything else
     */
    static DiskUse parse(String said) {
        List<Long> numbers = said.strip()
                .lines()
                .flatMap(l -> List.of(l.split(" ")).stream())
                .map(Long::valueOf)
                .toList();
        if (numbers.size() != 3) {
            throw new IllegalArgumentException("not three numbers: " + said);
        }
        return new DiskUse(numbers.get(0), numbers.get(1), numbers.get(2));
    }

    /** What share of the blocks that a data service can have is in use, in percent, rounded up as {@code df} does. */
    public int percent() {
        long used = blocks - free;
        long usable = used + available;
        return usable == 0 ? 100 : (int) ((used * 100 + usable - 1) / usable);
    }
}
