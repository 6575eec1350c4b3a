package dev.steward.engine.postgresql;

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
import dev.steward.node.Certificates;
import dev.steward.node.Confirmers;
import dev.steward.node.Facts;
import dev.steward.node.NodeActs;
import dev.steward.remote.Ssh;
import dev.steward.trouble.Trouble;
import dev.steward.tunnels.TunnelWish;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** PostgreSQL 15 and later, over SSH and SQL. */
public final class PostgresqlEngine implements Engine {

    private static final Duration URGENT = Duration.ofSeconds(5);
    private static final Duration SHORT = Duration.ofSeconds(20);
    private static final Duration PATIENT = Duration.ofMinutes(6);

    /** A base backup takes as long as the data is large; the workflow's time limit is the one that counts. */
    private static final Duration COPY = Duration.ofHours(12);

    /** Recovery after a crash takes as long as there is log since the last checkpoint. */
    private static final Duration RECOVERY = Duration.ofHours(12);

    /** As long as one may take on a busy database. */
    private static final Duration CHECKPOINT = Duration.ofMinutes(1);

    /** The same where the checkpoint that is under way has to end first. */
    private static final Duration TWO_CHECKPOINTS = Duration.ofMinutes(2);

    private static final int CONFIRM_SECONDS = 3;

    private final NodeActs nodes;

    public PostgresqlEngine(Ssh ssh) {
        nodes = acts(ssh);
    }

    static NodeActs acts(Ssh ssh) {
        return new NodeActs(
                ssh,
                PostgresqlEngine.class,
                List.of(
                        "node/lib.sh",
                        "node/control.sh",
                        "node/prepare",
                        "node/ask",
                        "node/steward-postgresql.service",
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
                        "node/names",
                        "node/quell"));
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
        nodes.act(cluster, node, RECOVERY, "resume", Confirmers.of(redundancy), Long.toString(change));
    }

    @Override
    public void awaken(ClusterView cluster, NodeName node) {
        nodes.act(cluster, node, RECOVERY, "awaken");
    }

    @Override
    public Standing seal(ClusterView cluster, NodeName node) {
        String[] said = nodes.act(cluster, node, URGENT, "seal").strip().split(" ");
        return new Standing(
                node, Integer.parseInt(said[0]), Lsn.parse(said[1]), Lsn.parse(said[2]), said[3].equals("t"));
    }

    @Override
    public void promote(ClusterView cluster, NodeName node, Redundancy redundancy) {
        nodes.act(cluster, node, Duration.ofSeconds(40), "promote", Confirmers.of(redundancy));
    }

    @Override
    public void follow(ClusterView cluster, NodeName node) {
        nodes.act(cluster, node, URGENT, "follow", cluster.leader().value(), confirmersAfter(cluster, node));
    }

    @Override
    public void confirm(ClusterView cluster, NodeName leader) {
        boolean confirmed = onLeader(cluster, leader, Sessions.MAINTENANCE, SHORT, PostgresqlEngine::write);
        if (!confirmed) {
            throw Trouble.unavailable(
                            "The database does not take writes yet.",
                            leader + " wrote, and nobody confirmed it within " + CONFIRM_SECONDS + " s")
                    .failure();
        }
    }

    /** A transaction of its own that waits as a tenant's would; a wait that was cancelled ends with a warning. */
    private static boolean write(Connection session) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.setQueryTimeout(CONFIRM_SECONDS);
            statement.execute("select pg_logical_emit_message(true, 'steward', 'confirm')");
            return statement.getWarnings() == null;
        }
    }

    @Override
    public void rejoin(ClusterView cluster, NodeName node) {
        nodes.act(cluster, node, COPY, "standby", cluster.leader().value(), confirmersAfter(cluster, node));
    }

    /** Who has to confirm when this node has taken the leader's place, if all others are there. Never nobody. */
    private static String confirmersAfter(ClusterView cluster, NodeName node) {
        List<NodeName> peers = Facts.peers(cluster, cluster.host(node));
        Redundancy others = Redundancy.under(cluster.leader(), peers);
        return Confirmers.of(others.standbys().isEmpty() ? Redundancy.among(peers) : others);
    }

    @Override
    public boolean adjust(NodeOrder order) {
        return nodes.act(order.cluster(), order.node(), SHORT, NodeFiles.terms(order), "adjust")
                .strip()
                .equals("t");
    }

    @Override
    public void restart(ClusterView cluster, NodeName node) {
        nodes.act(cluster, node, PATIENT, "restart");
        if (!cluster.single()) {
            rejoin(cluster, node);
        }
    }

    @Override
    public void stop(ClusterView cluster, NodeName node) {
        nodes.act(cluster, node, SHORT, "stop");
    }

    @Override
    public void redundancy(ClusterView cluster, List<Redundancy> from, Redundancy to, long change) {
        nodes.act(cluster, cluster.leader(), SHORT, "names", Confirmers.of(to), Long.toString(change));
        Duration limit = from.contains(Redundancy.NONE) ? TWO_CHECKPOINTS : SHORT;
        onLeader(cluster, cluster.leader(), Sessions.MAINTENANCE, limit, session -> {
            new RedundancyChange(session, from, to).complete();
            return true;
        });
    }

    @Override
    public void rehearse(ClusterView cluster, NodeName candidate) {
        Host leader = cluster.host(cluster.leader());
        Rehearsal rehearsal = new Rehearsal(candidate, leader.ip());
        Sessions.on(cluster, cluster.host(candidate), Sessions.MAINTENANCE, CHECKPOINT, rehearsal::prepare);
        onLeader(cluster, cluster.leader(), Sessions.MAINTENANCE, CHECKPOINT, session -> {
            Sessions.execute(session, "checkpoint");
            return true;
        });
        Sessions.on(cluster, cluster.host(candidate), Sessions.MAINTENANCE, SHORT, rehearsal::isReady);
    }

    @Override
    public Lsn retire(ClusterView cluster, NodeName leader) {
        return Lsn.parse(nodes.act(cluster, leader, SHORT, "retire").strip());
    }

    /** As the owner, who can then drop what he has; only trusted extensions let themselves be made so. */
    @Override
    public void furnish(ClusterView cluster) {
        onLeader(cluster, cluster.leader(), Roles.DATABASE, SHORT, session -> {
            Sessions.execute(session, "set role owner");
            for (String extension : cluster.extras().extensions()) {
                if (!extension.matches("[a-z][a-z0-9_-]*")) {
                    throw new IllegalArgumentException("not an extension: " + extension);
                }
                Sessions.execute(session, "create extension if not exists \"" + extension + "\" schema public");
            }
            return true;
        });
    }

    @Override
    public Map<String, Object> bind(BindOrder order) {
        ClusterView cluster = order.cluster();
        String role = Roles.of(order.bindingId());
        boolean readOnly = "read-only".equals(order.parameters().get("role"));
        if (readOnly) {
            onLeader(cluster, cluster.leader(), Roles.DATABASE, URGENT, Roles::admitReaders);
        }
        String password = onLeader(
                cluster,
                cluster.leader(),
                Sessions.MAINTENANCE,
                URGENT,
                session -> Roles.grant(session, role, readOnly, order.expiresAt()));
        Map<String, Object> credentials = Access.credentials(cluster, role, password);
        return TunnelWish.in(order.parameters()).isPresent() ? Access.throughTunnel(credentials) : credentials;
    }

    @Override
    public Map<String, Object> readdress(ClusterView cluster, Map<String, Object> credentials) {
        return Access.readdressed(cluster, credentials);
    }

    @Override
    public void unbind(ClusterView cluster, String bindingId) {
        String role = Roles.of(bindingId);
        boolean known = onLeader(
                cluster, cluster.leader(), Sessions.MAINTENANCE, SHORT, session -> Roles.lockOut(session, role));
        if (known) {
            onLeader(cluster, cluster.leader(), Roles.DATABASE, SHORT, session -> Roles.drop(session, role));
        }
    }

    private <T> T onLeader(
            ClusterView cluster, NodeName leader, String database, Duration limit, Sessions.Work<T> work) {
        nodes.act(cluster, leader, URGENT, "witness");
        try {
            return Sessions.in(cluster, cluster.host(leader), database, limit, work);
        } catch (SQLException e) {
            if (!Sessions.isCrowdedOut(e)) {
                throw Sessions.trouble(cluster.host(leader), e);
            }
        }
        nodes.act(cluster, leader, URGENT, "quell");
        return Sessions.on(cluster, cluster.host(leader), database, limit, work);
    }
}
