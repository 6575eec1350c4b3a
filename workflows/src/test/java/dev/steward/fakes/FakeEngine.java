package dev.steward.fakes;

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
import dev.steward.engine.Host;
import dev.steward.engine.NodeOrder;
import dev.steward.trouble.Trouble;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** A data service that is records, on the machines of a {@link FakeCloud}; holds the rules about epochs and seals. */
public final class FakeEngine implements Engine {

    private final FakeCloud cloud;
    private final Map<String, FakeInstance> instances = new TreeMap<>();
    private final Map<String, Map<String, Object>> roles = new TreeMap<>();

    private final Map<String, List<String>> furnished = new TreeMap<>();

    public FakeEngine(FakeCloud cloud) {
        this.cloud = cloud;
    }

    @Override
    public Identity issueIdentity(ClusterId cluster) {
        return new Identity(new Credential("ca of " + cluster, "secret"), new Credential("steward", "secret"));
    }

    @Override
    public synchronized void prepare(NodeOrder order) {
        FakeInstance node = act(order.cluster(), order.node());
        node.prepared = true;
        node.running = false;
        node.know(order.cluster());
        node.settings = order.cluster().settings();
        node.inForce = node.settings;
    }

    @Override
    public synchronized void initialise(ClusterView cluster, NodeName leader, Redundancy redundancy) {
        FakeInstance node = prepared(cluster, leader);
        node.data = true;
        node.running = true;
        node.leads = true;
        node.redundancy = redundancy;
    }

    @Override
    public synchronized void join(ClusterView cluster, NodeName node) {
        leading(cluster, cluster.leader());
        FakeInstance standby = prepared(cluster, node);
        standby.data = true;
        standby.running = true;
        standby.leads = false;
        standby.standby = true;
        standby.follows = cluster.leader();
    }

    @Override
    public synchronized void resume(ClusterView cluster, NodeName node, Redundancy redundancy, long change) {
        FakeInstance only = prepared(cluster, node);
        if (!only.data) {
            throw Trouble.impossible("", "there is no data").failure();
        }
        only.running = true;
        if (only.standby) {
            only.follows = null; // it does not lead by being started
            return;
        }
        only.leads = true;
        only.redundancy = redundancy;
    }

    @Override
    public synchronized void awaken(ClusterView cluster, NodeName node) {
        FakeInstance standby = prepared(cluster, node);
        if (!standby.data || standby.leads) {
            throw Trouble.unavailable("", node + " was no standby").failure();
        }
        standby.follows = null;
        standby.running = true;
    }

    @Override
    public synchronized void rehearse(ClusterView cluster, NodeName candidate) {
        leading(cluster, cluster.leader());
        if (!isStreaming(cluster, candidate, cluster.leader())) {
            throw Trouble.unavailable("", candidate + " does not stream").failure();
        }
    }

    @Override
    public synchronized Lsn retire(ClusterView cluster, NodeName leader) {
        FakeInstance retiring = act(cluster, leader);
        cluster.hosts().stream()
                .map(Host::node)
                .filter(n -> isStreaming(cluster, n, leader))
                .forEach(n -> standing(cluster, n).flushed = retiring.flushed);
        retiring.running = false;
        retiring.leads = false;
        return new Lsn(retiring.flushed);
    }

    @Override
    public synchronized Standing seal(ClusterView cluster, NodeName node) {
        FakeInstance sealed = act(cluster, node);
        if (!sealed.running) {
            throw Trouble.unavailable("", node + " does not run").failure();
        }
        sealed.follows = null;
        return new Standing(node, 1, new Lsn(sealed.flushed), new Lsn(sealed.flushed), sealed.promoted);
    }

    @Override
    public synchronized void promote(ClusterView cluster, NodeName node, Redundancy redundancy) {
        FakeInstance next = act(cluster, node);
        if (next.follows != null) {
            throw Trouble.impossible("", node + " is not sealed").failure();
        }
        next.leads = true;
        next.standby = false;
        next.promoted = true;
        next.redundancy = redundancy;
    }

    @Override
    public synchronized void follow(ClusterView cluster, NodeName node) {
        act(cluster, node).follows = cluster.leader();
    }

    @Override
    public synchronized void confirm(ClusterView cluster, NodeName leader) {
        FakeInstance leading = leading(cluster, leader);
        long confirming = leading.redundancy.standbys().stream()
                .filter(n -> isStreaming(cluster, n, leader))
                .count();
        if (confirming < leading.redundancy.confirmations()) {
            throw Trouble.unavailable("", "nobody confirms").failure();
        }
        leading.flushed++;
    }

    @Override
    public synchronized void rejoin(ClusterView cluster, NodeName node) {
        leading(cluster, cluster.leader()).requireKnown(node);
        FakeInstance back = prepared(cluster, node);
        back.data = true;
        back.running = true;
        back.leads = false;
        back.standby = true;
        back.promoted = false;
        back.follows = cluster.leader();
        back.inForce = back.settings;
    }

    @Override
    public synchronized void stop(ClusterView cluster, NodeName node) {
        FakeInstance stopped = act(cluster, node);
        stopped.running = false;
        stopped.leads = false;
    }

    @Override
    public synchronized void redundancy(ClusterView cluster, List<Redundancy> from, Redundancy to, long change) {
        FakeInstance leading = leading(cluster, cluster.leader());
        to.standbys().forEach(n -> {
            leading.requireKnown(n);
            if (!isStreaming(cluster, n, cluster.leader())) {
                throw Trouble.unavailable("", n + " does not stream").failure();
            }
        });
        leading.redundancy = to;
    }

    @Override
    public synchronized void furnish(ClusterView cluster) {
        leading(cluster, cluster.leader());
        furnished.put(cluster.id().value(), cluster.extras().extensions());
    }

    /** What begins with {@code restart} takes effect by one, and what is called {@code impossible} never. */
    @Override
    public synchronized boolean adjust(NodeOrder order) {
        FakeInstance node = act(order.cluster(), order.node());
        if (!node.running) {
            throw Trouble.unavailable("", order.node() + " does not run").failure();
        }
        if (order.cluster().settings().containsKey("impossible")) {
            throw Trouble.impossible("This setting is not possible.", "told by the test")
                    .failure();
        }
        return node.adjust(order.cluster());
    }

    @Override
    public synchronized void restart(ClusterView cluster, NodeName node) {
        FakeInstance restarted = act(cluster, node);
        if (restarted.leads && cluster.hosts().size() > 1) {
            throw Trouble.impossible("", node + " leads").failure();
        }
        if (!restarted.inForce.equals(restarted.settings)) {
            restarted.inForce = restarted.settings;
            restarted.starts++;
        }
        restarted.running = true;
    }

    @Override
    public synchronized Map<String, Object> bind(BindOrder order) {
        leading(order.cluster(), order.cluster().leader());
        return roles.computeIfAbsent(
                order.cluster().id() + " " + order.bindingId(),
                key -> Map.of("port", 1, "username", order.bindingId(), "password", "secret of " + order.bindingId()));
    }

    @Override
    public Map<String, Object> readdress(ClusterView cluster, Map<String, Object> credentials) {
        Map<String, Object> now = new TreeMap<>(credentials);
        now.put("hosts", cluster.hosts().stream().map(Host::ip).toList());
        return now;
    }

    @Override
    public synchronized void unbind(ClusterView cluster, String bindingId) {
        leading(cluster, cluster.leader());
        roles.remove(cluster.id() + " " + bindingId);
    }

    private boolean isStreaming(ClusterView cluster, NodeName node, NodeName leader) {
        FakeInstance standby = instances.get(key(cluster, node));
        return standby != null
                && standby.running
                && leader.equals(standby.follows)
                && cloud.isUp(cluster.host(node).ip());
    }

    private FakeInstance leading(ClusterView cluster, NodeName node) {
        FakeInstance leading = act(cluster, node);
        if (!leading.running || !leading.leads) {
            throw Trouble.unavailable("", node + " does not lead").failure();
        }
        return leading;
    }

    private FakeInstance prepared(ClusterView cluster, NodeName node) {
        FakeInstance prepared = act(cluster, node);
        if (!prepared.prepared) {
            throw Trouble.impossible("", node + " is not prepared").failure();
        }
        return prepared;
    }

    private FakeInstance act(ClusterView cluster, NodeName node) {
        if (!cloud.isUp(cluster.host(node).ip())) {
            throw Trouble.unavailable("The machine does not answer.", node + " does not answer")
                    .failure();
        }
        FakeInstance instance = instances.computeIfAbsent(key(cluster, node), k -> new FakeInstance());
        if (cluster.epoch().compareTo(instance.epoch) < 0) {
            throw Trouble.staleEpoch(node + " has seen epoch " + instance.epoch).failure();
        }
        if (cluster.epoch().compareTo(instance.epoch) > 0) {
            instance.epoch = cluster.epoch();
            instance.promoted = false;
        }
        return instance;
    }

    private FakeInstance standing(ClusterView cluster, NodeName node) {
        return Objects.requireNonNull(instances.get(key(cluster, node)));
    }

    private static String key(ClusterView cluster, NodeName node) {
        return cluster.id() + "/" + node;
    }

    synchronized void reset() {
        instances.clear();
        roles.clear();
    }

    /** Kills the process of a node; its machine goes on. */
    public synchronized void kill(String cluster, String node) {
        FakeInstance instance = instances.get(cluster + "/" + node);
        if (instance != null) {
            instance.running = false;
        }
    }

    /** How far a node has flushed. */
    public synchronized void flushed(String cluster, String node, long position) {
        instances.get(cluster + "/" + node).flushed = position;
    }

    /** Whether its process runs, in whatever part. */
    public synchronized boolean isRunning(String cluster, String node) {
        FakeInstance instance = instances.get(cluster + "/" + node);
        return instance != null && instance.running;
    }

    /** Whether it runs as the leader. */
    public synchronized boolean leads(String cluster, String node) {
        FakeInstance instance = instances.get(cluster + "/" + node);
        return instance != null && instance.running && instance.leads;
    }

    /** What a node goes by. */
    public synchronized Map<String, String> settings(String cluster, String node) {
        return Objects.requireNonNull(instances.get(cluster + "/" + node)).inForce;
    }

    /** Whom a node knows to be in its cluster. */
    public synchronized Set<NodeName> peers(String cluster, String node) {
        return Objects.requireNonNull(instances.get(cluster + "/" + node)).peers;
    }

    /** Who has to confirm what a node acknowledges. */
    public synchronized Redundancy redundancy(String cluster, String node) {
        return Objects.requireNonNull(instances.get(cluster + "/" + node)).redundancy;
    }

    /** How often a node was started anew for its settings. */
    public synchronized int restarts(String cluster, String node) {
        return Objects.requireNonNull(instances.get(cluster + "/" + node)).starts;
    }

    /** Whether a node does its part under this leader, as the watch would see it. */
    public synchronized boolean isFine(String cluster, NodeName node, NodeName leader) {
        FakeInstance instance = instances.get(cluster + "/" + node);
        return instance != null
                && instance.running
                && (node.equals(leader) ? instance.leads : leader.equals(instance.follows));
    }

    /** What was added to a cluster. */
    public synchronized List<String> furnished(String cluster) {
        return furnished.getOrDefault(cluster, List.of());
    }

    /** Who has access. */
    public synchronized Set<String> roles() {
        return Set.copyOf(roles.keySet());
    }
}
