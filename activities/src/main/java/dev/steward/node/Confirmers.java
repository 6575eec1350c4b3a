package dev.steward.node;

import dev.steward.cluster.NodeName;
import dev.steward.cluster.Redundancy;
import java.util.stream.Collectors;

/** Redundancy in the words that nodes read: those of PostgreSQL. */
public final class Confirmers {

    private Confirmers() {}

    /**
     * The value of {@code synchronous_standby_names}: always names, never {@code *}; empty for nobody.
     *
     * @see <a href="https://www.postgresql.org/docs/17/runtime-config-replication.html#GUC-SYNCHRONOUS-STANDBY-NAMES">the
     *     setting</a>
     */
    public static String of(Redundancy redundancy) {
        if (redundancy.standbys().isEmpty()) {
            return "";
        }
        return redundancy.standbys().stream()
                .map(NodeName::value)
                .collect(Collectors.joining("\",\"", "ANY " + redundancy.confirmations() + " (\"", "\")"));
    }
}
