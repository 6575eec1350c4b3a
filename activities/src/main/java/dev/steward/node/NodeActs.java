package dev.steward.node;

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
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The acts on nodes: each is one script, called in an epoch. Those that every engine has lie beside this. */
public final class NodeActs implements NodeLooks {

    private static final Logger LOG = LoggerFactory.getLogger(NodeActs.class);
    private static final int STALE = 75;
    private static final int REFUSED = 76;
    private static final int UNFIT = 78;
    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final byte[] NOTHING = {};
    private static final String HERE = "/dev/steward/node/";
    private static final List<String> SHARED = List.of(
            HERE + "node.sh",
            HERE + "disk",
            HERE + "filter",
            HERE + "fence",
            HERE + "fence.sh",
            HERE + "witness",
            HERE + "stop",
            HERE + "steward-disk.service",
            HERE + "steward-filter.service",
            HERE + "steward-fence.service");

    private final NodeScripts scripts;
    private final Ssh ssh;

    /**
     * The acts of an engine.
     *
     * @param engine beside whose resources its own scripts are
     * @param own their names, relative to it: {@code lib.sh}, {@code control.sh}, {@code prepare}, {@code ask} (whether the
     *     data service at an address answers) and its unit among them
     */
    public NodeActs(Ssh ssh, Class<?> engine, List<String> own) {
        this.ssh = ssh;
        scripts = NodeScripts.load(
                engine, Stream.concat(SHARED.stream(), own.stream()).toList());
    }

    /**
     * Has a node do something in the view's epoch.
     *
     * @param limit how long it may take
     * @return what it said
     * @throws ApplicationFailure a {@link Trouble}: STALE_EPOCH when the node has seen a later one
     */
    public String act(ClusterView cluster, NodeName node, Duration limit, String act, String... arguments) {
        return act(cluster, node, limit, NOTHING, act, arguments);
    }

    /** The same, with something to read. */
    public String act(
            ClusterView cluster, NodeName node, Duration limit, byte[] stdin, String act, String... arguments) {
        Host host = cluster.host(node);
        if (!host.exists()) {
            throw Trouble.unavailable("One of the machines is being made.", node + " has no machine yet")
                    .failure();
        }
        List<String> words = new ArrayList<>(List.of(arguments));
        words.addFirst(cluster.epoch().toString());
        try {
            return scripts.run(ssh.on(host.ip(), host.hostKey()), limit, stdin, act, words);
        } catch (CommandFailed e) {
            throw trouble(node, act, e).failure();
        }
    }

    @Override
    public boolean reaches(Host from, Host to, Duration limit) {
        try {
            scripts.run(ssh.on(from.ip(), from.hostKey()), limit, NOTHING, "ask", List.of(to.ip()));
            return true;
        } catch (CommandFailed | ApplicationFailure e) {
            return false; // no answer is an answer here: silence is what is being looked into
        }
    }

    @Override
    public Optional<DiskUse> disk(Host host) {
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
            case REFUSED ->
                Trouble.impossible("The data service can't go by these settings: " + e.lastLine() + ".", said);
            case UNFIT -> Trouble.misconfigured("The service's machine image is not fit for this plan.", said);
            default -> Trouble.unavailable("A step on one of the machines failed; it is tried again.", said);
        };
    }
}
