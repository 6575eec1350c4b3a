package dev.steward.engine.postgresql;

import dev.steward.cluster.NodeName;
import dev.steward.engine.ClusterView;
import dev.steward.engine.Host;
import dev.steward.remote.CommandFailed;
import dev.steward.remote.NodeScripts;
import dev.steward.remote.Ssh;
import dev.steward.trouble.Trouble;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The acts on nodes: each is one script, called in an epoch. */
final class NodeActs {

    private static final Logger LOG = LoggerFactory.getLogger(NodeActs.class);
    private static final int STALE = 75;
    private static final int REFUSED = 76;
    private static final int UNFIT = 78;
    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final byte[] NOTHING = {};
    private static final NodeScripts SCRIPTS = NodeScripts.load(
            NodeActs.class,
            List.of(
                    "node/lib.sh",
                    "node/prepare",
                    "node/disk",
                    "node/filter",
                    "node/steward-disk.service",
                    "node/steward-filter.service",
                    "node/steward-postgresql.service",
                    "node/steward-fence.service",
                    "node/fence",
                    "node/fence.sh",
                    "node/initialise",
                    "node/initialise.sql",
                    "node/resume",
                    "node/adjust",
                    "node/restart",
                    "node/awaken",
                    "node/retire",
                    "node/seal",
                    "node/seal.sql",
                    "node/promote",
                    "node/promote.sql",
                    "node/await-promotion.sql",
                    "node/follow",
                    "node/follow.sql",
                    "node/standby",
                    "node/stop",
                    "node/names",
                    "node/witness",
                    "node/ask"));

    private final Ssh ssh;

    NodeActs(Ssh ssh) {
        this.ssh = ssh;
    }

    /**
     * Has a node do something in the view's epoch.
     *
     * @param limit how long it may take
     * @return what it said
     * @throws ApplicationFailure a {@link Trouble}: STALE_EPOCH when the node has seen a later one
     */
    String act(ClusterView cluster, NodeName node, Duration limit, String act, String... arguments) {
        return act(cluster, node, limit, NOTHING, act, arguments);
    }

    /** The same, with something to read. */
    String act(ClusterView cluster, NodeName node, Duration limit, byte[] stdin, String act, String... arguments) {
        Host host = cluster.host(node);
        List<String> words = new ArrayList<>(List.of(arguments));
        words.addFirst(cluster.epoch().toString());
        try {
            return SCRIPTS.run(ssh.on(host.ip(), host.hostKey()), limit, stdin, act, words);
        } catch (CommandFailed e) {
            throw trouble(node, act, e).failure();
        }
    }

    /** Whether the PostgreSQL at an address answers a node. */
    boolean reaches(Host from, Host to, Duration limit) {
        try {
            SCRIPTS.run(ssh.on(from.ip(), from.hostKey()), limit, NOTHING, "ask", List.of(to.ip()));
            return true;
        } catch (CommandFailed | ApplicationFailure e) {
            return false; // no answer is an answer here: silence is what is being looked into
        }
    }

    /**
     * What share of a node's data disk is in use. To be asked now and then: it keeps our way to the node open, for when
     * it is urgent.
     *
     * @return nothing when it can't be reached over SSH now
     */
    Optional<DiskUse> disk(Host host) {
        try {
            return Optional.of(DiskUse.parse(ssh.on(host.ip(), host.hostKey()).run(LOOK, DiskUse.COMMAND)));
        } catch (CommandFailed | ApplicationFailure e) {
            LOG.debug("{} at {} can't be asked for its disk now: {}", host.node(), host.ip(), e.getMessage());
            return Optional.empty();
        }
    }

    private static Trouble trouble(NodeName node, String act, CommandFailed e) {
        String said = act + " on " + node + ": " + e.lastLine();
        return switch (e.exitCode()) {
            case STALE -> Trouble.staleEpoch(said);
            case REFUSED -> Trouble.impossible("PostgreSQL can't go by these settings: " + e.lastLine() + ".", said);
            case UNFIT -> Trouble.misconfigured("The service's machine image is not fit for this plan.", said);
            default -> Trouble.unavailable("A step on one of the machines failed; it is tried again.", said);
        };
    }
}
