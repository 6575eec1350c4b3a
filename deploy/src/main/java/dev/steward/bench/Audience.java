package dev.steward.bench;

import dev.steward.cluster.ClusterId;
import dev.steward.engine.ClusterView;
import dev.steward.engine.Host;
import dev.steward.lifecycle.RosterActivity;
import dev.steward.lifecycle.WorkflowIds;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Clusters that exist for the watch only: each is another name for a cluster that is real, and a workflow that hears
 * its verdicts and that no worker carries on.
 */
final class Audience {

    private static final String TYPE = "WatchedByBench";
    private static final String QUEUE = "bench/watch";
    private static final String INFRASTRUCTURE = "docker";
    private static final String ENGINE = "postgresql";

    private final WorkflowClient client;
    private final RosterActivity roster;
    private final String run;
    private final boolean ownSsh;
    private final List<ClusterId> watched = new ArrayList<>();

    /**
     * Nobody yet.
     *
     * @param run tells this run's names from those of others
     * @param ownSsh whether each is reached by SSH sessions of its own
     */
    Audience(WorkflowClient client, String run, boolean ownSsh) {
        this.client = client;
        this.run = run;
        this.ownSsh = ownSsh;
        roster = new RosterActivity(client);
    }

    int size() {
        return watched.size();
    }

    /**
     * More are watched from now on, group by group: a group that changes begins anew, and so each does but once.
     *
     * @param real those that are asked in their place, in turn
     */
    void add(List<ClusterView> real, int more) {
        IntStream.rangeClosed(watched.size() + 1, watched.size() + more)
                .mapToObj(n -> new ClusterId(run + "-" + n))
                .sorted(Comparator.comparing(WorkflowIds::group))
                .forEach(id -> add(real.get(watched.size() % real.size()), id));
    }

    private void add(ClusterView real, ClusterId id) {
        watched.add(id);
        client.newUntypedWorkflowStub(
                        TYPE,
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(WorkflowIds.cluster(id))
                                .setTaskQueue(QUEUE)
                                .build())
                .start();
        roster.enlist(INFRASTRUCTURE, ENGINE, namedLike(real, id));
    }

    /** A comment makes another key of a host key for who keeps sessions by it, and the same one for SSH. */
    private ClusterView namedLike(ClusterView real, ClusterId id) {
        List<Host> hosts = real.hosts().stream()
                .map(h -> ownSsh ? new Host(h.node(), h.ip(), h.hostKey() + " " + id.value()) : h)
                .toList();
        return new ClusterView(
                id,
                real.epoch(),
                real.version(),
                real.settings(),
                real.extras(),
                hosts,
                real.leader(),
                real.caCertificate(),
                real.control());
    }

    /** Nobody is watched any more. */
    void dismiss() {
        for (ClusterId id : watched) {
            roster.dismiss(INFRASTRUCTURE, ENGINE, id);
            try {
                client.newUntypedWorkflowStub(WorkflowIds.cluster(id)).terminate("the benchmark has ended");
            } catch (WorkflowNotFoundException e) {
                continue; // it never began
            }
        }
        watched.clear();
    }
}
