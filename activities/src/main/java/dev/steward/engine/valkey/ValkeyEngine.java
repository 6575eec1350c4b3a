package dev.steward.engine.valkey;

import dev.steward.cluster.ClusterId;
import dev.steward.cluster.Credential;
import dev.steward.cluster.Identity;
import dev.steward.cluster.Lsn;
import dev.steward.cluster.NodeName;
import dev.steward.cluster.Redundancy;
import dev.steward.cluster.Standing;
import dev.steward.engine.BindOrder;
import dev.steward.engine.ClusterView;
import dev.steward.engine.Engine;
import dev.steward.engine.NodeOrder;
import dev.steward.node.Certificates;
import dev.steward.node.Confirmers;
import dev.steward.node.Facts;
import dev.steward.node.NodeActs;
import dev.steward.remote.Ssh;
import dev.steward.trouble.Trouble;
import io.temporal.failure.ApplicationFailure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Valkey 8, over SSH: what has to be asked of it is asked on its node. */
public final class ValkeyEngine implements Engine {

    private static final Logger LOG = LoggerFactory.getLogger(ValkeyEngine.class);
    private static final Duration URGENT = Duration.ofSeconds(5);
    private static final Duration SHORT = Duration.ofSeconds(20);
    private static final Duration PATIENT = Duration.ofMinutes(6);

    /** A copy, and reading a disk, take as long as the data is large; the workflow's time limit is the one that counts. */
    private static final Duration COPY = Duration.ofHours(12);

    private final NodeActs nodes;

    public ValkeyEngine(Ssh ssh) {
        nodes = acts(ssh);
    }

    static NodeActs acts(Ssh ssh) {
        return new NodeActs(
                ssh,
                ValkeyEngine.class,
                List.of(
                        "node/lib.sh",
                        "node/control.sh",
                        "node/prepare",
                        "node/ask",
                        "node/steward-valkey.service",
                        "node/initialise",
                        "node/resume",
                        "node/adjust",
                        "node/restart",
                        "node/awaken",
                        "node/seal",
                        "node/promote",
                        "node/follow",
                        "node/standby",
                        "node/names",
                        "node/confirm",
                        "node/ready",
                        "node/retire",
                        "node/bind",
                        "node/users"));
    }

    @Override
    public Identity issueIdentity(ClusterId cluster) {
        Credential authority =
                Certificates.authority("steward " + cluster.owner().key(""));
        return new Identity(authority, Certificates.control(authority));
    }

    @Override
    public void prepare(NodeOrder order) {
        nodes.act(order.cluster(), order.node(), PATIENT, NodeFiles.archive(order), "prepare");
    }

    @Override
    public void initialise(ClusterView cluster, NodeName leader, Redundancy redundancy) {
        nodes.act(cluster, leader, PATIENT, "initialise", Confirmers.of(redundancy));
    }

    @Override
    public void join(ClusterView cluster, NodeName node) {
        rejoin(cluster, node);
    }

    @Override
    public void resume(ClusterView cluster, NodeName node, Redundancy redundancy, long change) {
        nodes.act(cluster, node, COPY, "resume", Confirmers.of(redundancy), Long.toString(change));
    }

    @Override
    public void awaken(ClusterView cluster, NodeName node) {
        nodes.act(cluster, node, COPY, "awaken");
    }

    @Override
    public boolean adjust(NodeOrder order) {
        return nodes.act(order.cluster(), order.node(), SHORT, NodeFiles.terms(order), "adjust")
                .strip()
                .equals("t");
    }

    @Override
    public void restart(ClusterView cluster, NodeName node) {
        nodes.act(cluster, node, COPY, "restart");
        if (!cluster.single()) {
            rejoin(cluster, node);
        }
    }

    @Override
    public Standing seal(ClusterView cluster, NodeName node) {
        String[] said = nodes.act(cluster, node, URGENT, "seal").strip().split(" ");
        return new Standing(
                node, Integer.parseInt(said[0]), Lsn.parse(said[1]), Lsn.parse(said[2]), said[3].equals("t"));
    }

    @Override
    public void promote(ClusterView cluster, NodeName node, Redundancy redundancy) {
        nodes.act(cluster, node, SHORT, "promote", Confirmers.of(redundancy));
    }

    @Override
    public void follow(ClusterView cluster, NodeName node) {
        nodes.act(cluster, node, URGENT, "follow", cluster.leader().value());
    }

    @Override
    public void confirm(ClusterView cluster, NodeName leader) {
        nodes.act(cluster, leader, SHORT, "confirm");
    }

    @Override
    public void rejoin(ClusterView cluster, NodeName node) {
        nodes.act(cluster, node, COPY, "standby", cluster.leader().value());
    }

    @Override
    public void stop(ClusterView cluster, NodeName node) {
        nodes.act(cluster, node, SHORT, "stop");
    }

    /** Whoever follows is counted by Valkey: of the set before, nobody has to be kept from it by name. */
    @Override
    public void redundancy(ClusterView cluster, List<Redundancy> from, Redundancy to, long change) {
        nodes.act(cluster, cluster.leader(), SHORT, "names", Confirmers.of(to), Long.toString(change));
    }

    @Override
    public void rehearse(ClusterView cluster, NodeName candidate) {
        nodes.act(cluster, cluster.leader(), SHORT, "ready", candidate.value());
    }

    @Override
    public Lsn retire(ClusterView cluster, NodeName leader) {
        return Lsn.parse(nodes.act(cluster, leader, SHORT, "retire").strip());
    }

    /** There is nothing that can be asked for beside the settings. */
    @Override
    public void furnish(ClusterView cluster) {
        nodes.act(cluster, cluster.leader(), SHORT, "witness");
    }

    @Override
    public Map<String, Object> bind(BindOrder order) {
        String user = Users.of(order.bindingId());
        String password = Users.newPassword();
        change(order.cluster(), user, Users.rules(password));
        return Access.credentials(order.cluster(), user, password);
    }

    @Override
    public Map<String, Object> readdress(ClusterView cluster, Map<String, Object> credentials) {
        return Access.readdressed(cluster, credentials);
    }

    @Override
    public void unbind(ClusterView cluster, String bindingId) {
        change(cluster, Users.of(bindingId), "");
    }

    /**
     * At the leader, whose users are the ones that count; and at the standbys, which else learn of it when they are back. One
     * that runs and can't be asked may be kept so by whom this locks out: it is ended, and a repair brings it back, as long
     * as all others know, so that writes go on.
     */
    private void change(ClusterView cluster, String user, String rules) {
        byte[] all = bytes(nodes.act(cluster, cluster.leader(), SHORT, bytes(rules), "bind", user));
        List<NodeName> standbys = Facts.peers(cluster, cluster.host(cluster.leader()));
        Map<NodeName, Told> told = new LinkedHashMap<>();
        standbys.forEach(n -> told.put(n, tell(cluster, n, all)));
        List<NodeName> crowded =
                standbys.stream().filter(n -> told.get(n) == Told.CROWDED).toList();
        if (crowded.isEmpty() || !rules.isEmpty()) {
            return;
        }
        if (!told.containsValue(Told.AWAY)) {
            LOG.warn("{}: {} is ended, since who is locked out may keep it from hearing of it", cluster.id(), crowded);
            nodes.act(cluster, crowded.getFirst(), SHORT, "stop");
        }
        if (crowded.size() > 1 || told.containsValue(Told.AWAY)) {
            throw Trouble.unavailable(
                            "A copy of the data can't be asked now; it is tried again.",
                            crowded + " have no session left to be told of their users")
                    .failure();
        }
    }

    /** What became of telling a standby of its users. */
    private enum Told {
        KNOWS,
        CROWDED,
        AWAY
    }

    private Told tell(ClusterView cluster, NodeName standby, byte[] all) {
        try {
            boolean crowded =
                    nodes.act(cluster, standby, URGENT, all, "users").strip().equals("crowded");
            return crowded ? Told.CROWDED : Told.KNOWS;
        } catch (ApplicationFailure e) {
            if (Trouble.of(e).kind() == Trouble.Kind.STALE_EPOCH) {
                throw e;
            }
            LOG.info("{}: {} learns of its users when it is back: {}", cluster.id(), standby, e.getMessage());
            return Told.AWAY;
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
