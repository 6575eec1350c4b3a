package dev.steward.instances;

import dev.steward.cluster.Blockade;
import dev.steward.cluster.NodeName;
import dev.steward.cluster.Redundancy;
import dev.steward.lifecycle.Report;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What may be lost by a forced take-over, from what is known of an instance. Pure. */
public final class Loss {

    private Loss() {}

    /** For the person who decides. */
    public static String explained(String instance, Report report) {
        Blockade blocked = report.blocked();
        if (blocked == null) {
            return "No take-over of " + instance + " is blocked (" + report.phase() + "): nothing has to be forced.";
        }
        return """
                No take-over of %s is possible without a risk: %s.

                %s

                %s

                If you force it, the machine of %s is switched off for certain, and of the other nodes that answer the one \
                that has come farthest leads. To accept what is lost by that:
                  deploy/steward force-failover %s --accept-loss
                Without it Steward goes on trying to bring the missing nodes back, and takes over by itself as soon as that \
                loses nothing.""".formatted(instance, blocked.reason(), members(report), risk(report), report.leader(), instance);
    }

    private static String members(Report report) {
        return report.members().stream()
                .map(m -> "  " + m.name() + (m.name().equals(report.leader()) ? " (led)" : "") + " at " + m.ip() + ": "
                        + m.evidence() + (m.lostSince() == null ? "" : ", lost since " + m.lostSince()))
                .collect(Collectors.joining("\n"));
    }

    private static String risk(Report report) {
        List<Redundancy> all = Stream.concat(Stream.of(report.redundancy()), report.possible().stream())
                .toList();
        if (all.contains(Redundancy.NONE)) {
            return "No standby was left to confirm commits, so " + report.leader()
                    + " acknowledged them alone: every commit " + "since then is lost.";
        }
        String confirmers = all.stream().map(Redundancy::toString).collect(Collectors.joining(" or "));
        List<NodeName> missing = report.members().stream()
                .filter(m -> m.lostSince() != null && !m.name().equals(report.leader()))
                .map(Report.Member::name)
                .toList();
        return "A commit was acknowledged when " + confirmers + " had confirmed it. Of these " + missing
                + " can't be asked: commits that only " + report.leader() + " and " + missing
                + " have are lost. How many "
                + "that are nobody can tell; at most all since the others fell behind.";
    }
}
