package dev.steward.cluster;

import dev.steward.machines.MachineSize;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a node is fitted out with: by it is seen whether it is yet what its cluster is to be.
 *
 * @param size of its machine
 * @param edition of the software on its machine; empty when none is named
 * @param terms on which its data service runs; null while that is not certain
 * @param awaitsRestart whether some of them take effect only when the data service starts anew
 * @param members whom it knows to be in its cluster, itself included: one that knows of nobody else is run as one that is
 *     alone; empty while that is not certain
 */
public record Outfit(
        MachineSize size, String edition, @Nullable Terms terms, boolean awaitsRestart, List<NodeName> members) {

    /** Members may be missing: outfits were noted before there were any. */
    public Outfit(
            MachineSize size,
            String edition,
            @Nullable Terms terms,
            boolean awaitsRestart,
            @Nullable List<NodeName> members) {
        this.size = size;
        this.edition = edition;
        this.terms = terms;
        this.awaitsRestart = awaitsRestart;
        this.members = members == null ? List.of() : List.copyOf(members);
    }

    /**
     * On which a data service runs.
     *
     * @param settings by name
     * @param allowedCidrs from where clients may connect
     */
    public record Terms(Map<String, String> settings, List<String> allowedCidrs) {
        public Terms {
            settings = Map.copyOf(settings);
            allowedCidrs = List.copyOf(allowedCidrs);
        }
    }

    /** Of a machine like that of the other. */
    public boolean isOfTheSameMachineAs(Outfit other) {
        return size.equals(other.size) && edition.equals(other.edition);
    }

    /** Its terms are being changed, and whom it knows. */
    public Outfit uncertain() {
        return new Outfit(size, edition, null, awaitsRestart, List.of());
    }

    /** Its terms are those of the other, and it knows the same members. */
    public Outfit onTermsOf(Outfit other, boolean nowAwaitsRestart) {
        return new Outfit(size, edition, other.terms, nowAwaitsRestart, other.members);
    }

    /** All of its terms are in force. */
    public Outfit restarted() {
        return new Outfit(size, edition, terms, false, members);
    }

    /** The same in a cluster of these. */
    public Outfit among(List<NodeName> others) {
        return new Outfit(size, edition, terms, awaitsRestart, others);
    }
}
