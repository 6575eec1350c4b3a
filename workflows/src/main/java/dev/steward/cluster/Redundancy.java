package dev.steward.cluster;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Collection;
import java.util.List;

/**
 * Who has to confirm a commit before it is acknowledged: S and k of {@code synchronous_standby_names = 'ANY k (S)'}.
 *
 * @param standbys S, in the order of their names, without repetition
 * @param confirmations k: 0 when S is empty, else 1 to |S|
 */
public record Redundancy(List<NodeName> standbys, int confirmations) {

    /** Of an instance with one machine: nobody has to confirm. */
    public static final Redundancy NONE = new Redundancy(List.of(), 0);

    public Redundancy {
        standbys = standbys.stream().distinct().sorted().toList();
        if (confirmations < Math.min(1, standbys.size()) || confirmations > standbys.size()) {
            throw new IllegalArgumentException(confirmations + " of " + standbys + " can't confirm");
        }
    }

    /** A majority of the cluster has each commit: the leader and k others, k = half of the others, rounded up. */
    public static Redundancy among(Collection<NodeName> standbys) {
        List<NodeName> names = List.copyOf(standbys);
        return new Redundancy(names, (names.size() + 1) / 2);
    }

    /** The same of these members when one of them leads. */
    public static Redundancy under(NodeName leader, Collection<NodeName> members) {
        return among(members.stream().filter(n -> !n.equals(leader)).toList());
    }

    /**
     * How many of S have to be sealed before nobody else can acknowledge a commit, and among them is one with every
     * commit acknowledged so far: |S| - k + 1. For an empty S no number is enough.
     */
    @JsonIgnore
    public int sealQuorum() {
        return standbys.size() - confirmations + 1;
    }

    /** Whether sealing these nodes is enough to take over from a leader that waits for this redundancy. */
    public boolean isSealedBy(Collection<NodeName> sealed) {
        return standbys.stream().filter(sealed::contains).count() >= sealQuorum();
    }

    public boolean includes(NodeName node) {
        return standbys.contains(node);
    }

    @Override
    public String toString() {
        return standbys.isEmpty() ? "nobody" : "any " + confirmations + " of " + standbys;
    }
}
