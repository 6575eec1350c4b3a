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
 */
public record Outfit(
        MachineSize size, String edition, @Nullable Terms terms, boolean awaitsRestart) {

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

    /** Its terms are being changed. */
    public Outfit uncertain() {
        return new Outfit(size, edition, null, awaitsRestart);
    }

    /** Its terms are those of the other. */
    public Outfit onTermsOf(Outfit other, boolean nowAwaitsRestart) {
        return new Outfit(size, edition, other.terms, nowAwaitsRestart);
    }

    /** All of its terms are in force. */
    public Outfit restarted() {
        return new Outfit(size, edition, terms, false);
    }
}
