package dev.steward.machines;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Who is let in to the machines of a cluster, where the infrastructure has filters for it.
 *
 * @param source a range of IPv4 addresses in CIDR notation, or a group of machines by the infrastructure's id
 * @param firstPort the first TCP port to which packets are let in, up to the last; 0: packets of every kind
 */
public record Admission(String source, int firstPort) {

    private static final List<String> EVERYWHERE = List.of("0.0.0.0/0");

    /** No service of the system listens behind it: SSH is the workers' alone. */
    private static final int FIRST_OF_CLIENTS = 1024;

    /**
     * All who are let in. The operator says from where clients may come at all, the cluster's owner which of them.
     *
     * @param members the group of the cluster's own machines
     * @param terms with what the operator says
     * @param order with what the owner wants
     */
    public static Set<Admission> all(String members, Terms terms, NetworkOrder order) {
        List<String> wanted = order.clients().isEmpty() ? EVERYWHERE : order.clients();
        Set<Admission> all = new HashSet<>();
        all.add(new Admission(members, 0));
        terms.workers().stream().flatMap(Range::read).forEach(range -> all.add(new Admission(range.toString(), 0)));
        terms.allowed().stream()
                .flatMap(Range::read)
                .flatMap(outer -> wanted.stream().flatMap(Range::read).flatMap(outer::common))
                .forEach(range -> all.add(new Admission(range.toString(), FIRST_OF_CLIENTS)));
        return all;
    }

    /** Closes what is open to others, and opens what is closed to these: in this order, since rules have a quota. */
    public static void apply(
            Set<Admission> wanted, Set<Admission> there, Consumer<Admission> open, Consumer<Admission> close) {
        there.stream().filter(a -> !wanted.contains(a)).forEach(close);
        wanted.stream().filter(a -> !there.contains(a)).forEach(open);
    }

    public boolean isOfEveryKind() {
        return firstPort == 0;
    }

    /** Otherwise it is a group. */
    public boolean isRange() {
        return source.contains("/");
    }

    /** A range of IPv4 addresses: those that begin with the same bits. */
    private record Range(long begin, int bits) {

        /** IPv6 is nothing, since machines have no such addresses. */
        static Stream<Range> read(String cidr) {
            String[] parts = cidr.split("[./]");
            if (parts.length != 5) {
                return Stream.empty();
            }
            long address = 0;
            for (int i = 0; i < 4; i++) {
                address = address << 8 | Long.parseLong(parts[i]);
            }
            int bits = Integer.parseInt(parts[4]);
            return Stream.of(new Range(address >> (32 - bits), bits));
        }

        /** Of two ranges one is in the other, or they have nothing in common. */
        Stream<Range> common(Range other) {
            Range narrow = bits > other.bits ? this : other;
            Range wide = bits > other.bits ? other : this;
            return narrow.begin >> (narrow.bits - wide.bits) == wide.begin ? Stream.of(narrow) : Stream.empty();
        }

        @Override
        public String toString() {
            long first = begin << (32 - bits);
            return (first >> 24) + "." + (first >> 16 & 255) + "." + (first >> 8 & 255) + "." + (first & 255) + "/"
                    + bits;
        }
    }
}
