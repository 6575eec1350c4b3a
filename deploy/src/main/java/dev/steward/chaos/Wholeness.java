package dev.steward.chaos;

import dev.steward.cluster.Health;
import dev.steward.lab.Command;
import dev.steward.lab.Inside;
import dev.steward.lab.LabMachine;
import dev.steward.lifecycle.Phase;
import dev.steward.lifecycle.Report;
import dev.steward.tour.Guide;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whether a cluster has all its redundancy: Steward says so, and so does the PostgreSQL that leads, asked past Steward.
 * It counts only when it stays so for a while: a fault that nobody has noticed yet is no wholeness.
 */
final class Wholeness {

    private static final Duration STEADY = Duration.ofSeconds(6);
    private static final Duration LOOK = Duration.ofMillis(400);

    /** Both others stream, may confirm, and reply. */
    private static final String CONFIRMING = """
            select count(*) from pg_stat_replication where state = 'streaming' and sync_state = 'quorum'
              and reply_time > clock_timestamp() - interval '3 s'""";

    private final Scene scene;
    private String seen = "";

    Wholeness(Scene scene) {
        this.scene = scene;
    }

    /**
     * Waits for it.
     *
     * @return when it began, on the clock of the load
     */
    Optional<Duration> await(Duration limit) {
        Duration end = scene.load().now().plus(limit);
        Duration since = scene.load().now();
        while (scene.load().now().compareTo(end) < 0) {
            Guide.rest(LOOK);
            if (!isWhole()) {
                since = scene.load().now();
            } else if (scene.load().now().minus(since).compareTo(STEADY) >= 0 && isConfirmedByTwo()) {
                return Optional.of(since);
            }
        }
        return Optional.empty();
    }

    /** How it was when looked at last. */
    String seen() {
        return seen;
    }

    private boolean isWhole() {
        try {
            Report report = scene.guide().instances().report(scene.tenant().id());
            seen = described(report);
            scene.guide().story().progress(seen);
            return report.phase() == Phase.HEALTHY
                    && report.redundancy().standbys().size() == report.members().size() - 1
                    && report.children().isEmpty()
                    && report.members().stream().allMatch(m -> m.fenced() && m.health() == Health.FINE);
        } catch (WorkflowException | StatusRuntimeException e) {
            seen = "the cluster's workflow does not answer: " + e.getMessage();
            scene.guide().story().progress(seen);
            return false;
        }
    }

    private boolean isConfirmedByTwo() {
        List<LabMachine> leaders = scene.machines().stream()
                .filter(LabMachine::running)
                .filter(Wholeness::leads)
                .toList();
        boolean confirmed = leaders.size() == 1
                && new Inside(leaders.getFirst()).sql(CONFIRMING).equals("2");
        if (!confirmed) {
            seen += "; but PostgreSQL says otherwise (leaders: " + leaders + ")";
            scene.guide().story().progress(seen);
        }
        return confirmed;
    }

    private static boolean leads(LabMachine machine) {
        try {
            return new Inside(machine).sql("select pg_is_in_recovery()").equals("f");
        } catch (Command.Failed e) {
            return false; // its PostgreSQL does not run
        }
    }

    private static String described(Report report) {
        String members = report.members().stream()
                .map(m -> m.name() + " " + m.health() + (m.fenced() ? "" : " (unfenced)"))
                .collect(Collectors.joining(", "));
        String blocked =
                report.blocked() == null ? "" : "; blocked: " + report.blocked().reason();
        return report.phase() + ", epoch " + report.epoch() + ", led by " + report.leader() + ", confirmed by "
                + report.redundancy() + ": " + members
                + (report.children().isEmpty() ? "" : "; at work: " + String.join(", ", report.children())) + blocked;
    }
}
