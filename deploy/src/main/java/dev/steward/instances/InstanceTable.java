package dev.steward.instances;

import dev.steward.cluster.Blockade;
import dev.steward.cluster.ClusterSpec;
import dev.steward.cluster.NodeName;
import dev.steward.lifecycle.Operation;
import dev.steward.lifecycle.Report;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Instances as a table for people. */
public final class InstanceTable {

    private static final List<String> HEAD = List.of(
            "INSTANCE",
            "PLAN",
            "ON",
            "PHASE",
            "LEADER",
            "CONFIRMED BY",
            "MEMBERS",
            "OPERATION",
            "BLOCKED BY",
            "TUNNELS");

    private final List<List<String>> rows = new ArrayList<>();

    public void add(String instance, Report report) {
        ClusterSpec spec = report.spec();
        NodeName leader = report.leader();
        Blockade blocked = report.blocked();
        rows.add(List.of(
                printable(instance),
                spec == null ? "-" : spec.plan(),
                spec == null ? "-" : spec.infrastructure(),
                report.phase().name().toLowerCase(java.util.Locale.ROOT),
                leader == null ? "-" : leader + " (epoch " + report.epoch() + ")",
                report.redundancy().toString(),
                members(report),
                operation(report.operation()),
                blocked == null ? "-" : blocked.reason(),
                tunnels(report, Instant.now())));
    }

    /** An instance whose workflow did not answer. */
    public void addSilent(String instance, String reason) {
        rows.add(List.of(printable(instance), "-", "-", "does not answer", "-", "-", "-", "-", reason, "-"));
    }

    /** An id is any string: what would move the cursor is shown as a question mark. */
    private static String printable(String id) {
        return id.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
    }

    private static String members(Report report) {
        String members = report.members().stream()
                .map(m -> m.name() + " " + m.ip() + " "
                        + words(m.health())
                        + m.concerns().stream().map(c -> ", " + words(c)).collect(Collectors.joining())
                        + (m.fenced() ? "" : ", unfenced"))
                .collect(Collectors.joining("; "));
        return members.isEmpty() ? "-" : members;
    }

    /** Those that are open, each by its binding, and from where. */
    private static String tunnels(Report report, Instant now) {
        String open = report.tunnelled().stream()
                .filter(p -> p.isOpen(now))
                .map(p -> printable(p.binding()) + " from " + printable(p.from()) + " since " + p.opened())
                .collect(Collectors.joining("; "));
        return open.isEmpty() ? "-" : open;
    }

    private static String words(Enum<?> name) {
        return name.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }

    private static String operation(@org.jspecify.annotations.Nullable Operation operation) {
        if (operation == null) {
            return "-";
        }
        String kind = operation.kind().name().toLowerCase(java.util.Locale.ROOT);
        return switch (operation.status()) {
            case SUCCEEDED -> kind + " succeeded";
            case IN_PROGRESS -> kind + ": " + operation.sentence();
            case FAILED -> kind + " failed: " + operation.sentence();
        };
    }

    /** The table, each column as wide as its widest cell; columns that nobody fills are left out. */
    public String render() {
        return rows.isEmpty() ? "no instances" : Table.of(HEAD, rows);
    }
}
