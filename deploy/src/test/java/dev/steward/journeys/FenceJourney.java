package dev.steward.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.cluster.ClusterId;
import dev.steward.cluster.Election;
import dev.steward.cluster.Health;
import dev.steward.cluster.Identity;
import dev.steward.cluster.NodeName;
import dev.steward.cluster.Redundancy;
import dev.steward.cluster.Standing;
import dev.steward.engine.BindOrder;
import dev.steward.engine.ClusterView;
import dev.steward.engine.NodeOrder;
import dev.steward.engine.postgresql.PostgresqlEngine;
import dev.steward.machines.MachineSize;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The fence on a node: it stops a leader that is cut off, within 10 s, and nothing else. There is no control plane here
 * but the acts and the watch that a test calls.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class FenceJourney {

    private static final NodeName N1 = NodeName.of(1);
    private static final NodeName N2 = NodeName.of(2);
    private static final NodeName N3 = NodeName.of(3);
    private static final MachineSize SIZE = new MachineSize(1, 512);
    private static final Duration PROMISED = Duration.ofSeconds(10);

    /** Longer than what the fence waits for, by far. */
    private static final Duration LONG = Duration.ofSeconds(16);

    private PostgresqlLab lab;
    private PostgresqlEngine engine;
    private Identity identity;
    private ClusterView cluster;
    private AcknowledgedWrites writes;
    private long changes;

    @BeforeAll
    void machines() {
        lab = new PostgresqlLab();
        engine = new PostgresqlEngine(lab.ssh);
        identity = engine.issueIdentity(new ClusterId("fenced"));
        cluster = lab.cluster("fenced", 3, 30, identity);
        lab.prepare(engine, cluster, identity);
    }

    @AfterAll
    void clean() throws InterruptedException {
        if (writes != null) {
            writes.close();
        }
        lab.close();
    }

    @Test
    @Order(1)
    void aFirstLeaderIsLeftAloneUntilOthersHaveJoined() throws Exception {
        engine.initialise(cluster, N1, Redundancy.among(List.of(N2, N3)));
        String postmaster = postmaster(N1);
        Thread.sleep(LONG);
        assertThat(postmaster(N1)).isEqualTo(postmaster);
        engine.join(cluster, N2);
        engine.join(cluster, N3);
        writes = new AcknowledgedWrites(engine.bind(new BindOrder(cluster, "writer", Map.of())));
        writes.awaitMore(100);
    }

    @Test
    @Order(2)
    void aLeaderGoesOnWithoutTheControlPlaneWhileAStandbyReplies() throws Exception {
        String leader = postmaster(N1);
        String cutOff = postmaster(N3);
        cut(N3);
        double before = fenceSeconds(N1);
        long began = System.nanoTime();
        Thread.sleep(LONG);
        double share = (fenceSeconds(N1) - before) / seconds(began);
        assertThat(postmaster(N1)).isEqualTo(leader);
        assertThat(postmaster(N3)).as("a standby is never fenced").isEqualTo(cutOff);
        writes.awaitMore(100);
        System.out.printf("the fence of a leader takes %.2f %% of a core%n", share * 100);
        assertThat(share).isLessThan(0.01);
        heal(N3);
        engine.rejoin(cluster, N3);
    }

    @Test
    @Order(3)
    void aLeaderThatHangsIsLeftAloneWhileStandbysReply() throws Exception {
        String leader = postmaster(N1);
        PostgresqlLab.on("fenced", N1, "kill -STOP " + leader);
        Thread.sleep(LONG);
        PostgresqlLab.on("fenced", N1, "kill -CONT " + leader);
        assertThat(postmaster(N1)).isEqualTo(leader);
        writes.awaitMore(100);
    }

    @Test
    @Order(4)
    void aLeaderGoesOnWithoutStandbysWhileItIsWatched() throws Exception {
        String leader = postmaster(N1);
        try (ObservedWatch watch = new ObservedWatch(lab.ssh, cluster)) {
            watch.await(Health.FINE, Health.FINE, Health.FINE);
            List.of(N2, N3).forEach(FenceJourney::kill);
            watch.await(Health.FINE, Health.PROCESS_GONE, Health.PROCESS_GONE);
            double before = fenceSeconds(N1);
            long began = System.nanoTime();
            Thread.sleep(LONG);
            double share = (fenceSeconds(N1) - before) / seconds(began);
            System.out.printf("the fence of a leader without standbys takes %.2f %% of a core%n", share * 100);
            assertThat(postmaster(N1)).isEqualTo(leader);
            rejoin(N2, N3);
        }
        writes.awaitMore(100);
    }

    @Test
    @Order(5)
    void everyActIsWordOfTheControlPlane() throws Exception {
        String leader = postmaster(N1);
        List.of(N2, N3).forEach(FenceJourney::kill);
        long began = System.nanoTime();
        while (seconds(began) < LONG.toSeconds()) {
            PostgresqlLab.on("fenced", N1, "/usr/local/lib/steward/*/witness " + cluster.epoch());
            Thread.sleep(2000);
        }
        assertThat(postmaster(N1)).isEqualTo(leader);
        rejoin(N2, N3);
        writes.awaitMore(100);
    }

    @Test
    @Order(6)
    void aLeaderThatOnlyFrozeGoesOn() throws Exception {
        String leader = postmaster(N1);
        freeze(N1, Duration.ofSeconds(12));
        Thread.sleep(LONG);
        assertThat(postmaster(N1)).isEqualTo(leader);
        writes.awaitMore(100);
    }

    @Test
    @Order(7)
    void aLeaderThatIsCutOffStopsWithinTenSeconds() throws Exception {
        long began = System.nanoTime();
        cut(N1);
        awaitNoReads(N1);
        double readable = seconds(began);
        System.out.printf("a leader that was cut off answered reads for %.1f s%n", readable);
        assertThat(readable).isBetween(5.0, (double) PROMISED.toSeconds());
        heal(N1);
        Thread.sleep(3000);
        assertThat(stopped(N1)).as("nothing starts it again").isTrue();
    }

    @Test
    @Order(8)
    void anActBringsItBack() throws Exception {
        takeOver();
        NodeName other = other();
        engine.rejoin(cluster, N1);
        grow(other, N1);
        writes.awaitMore(100);
        assertThat(PostgresqlLab.sql("fenced", N1, "select pg_is_in_recovery()"))
                .isEqualTo("t");
        assertThat(writes.lost()).isEmpty();
    }

    @Test
    @Order(9)
    void anOldLeaderThatWakesIsStoppedWithinTenSeconds() throws Exception {
        NodeName old = cluster.leader();
        PostgresqlLab.run("docker", "pause", PostgresqlLab.container("fenced", old));
        takeOver();
        Thread.sleep(LONG);
        long began = System.nanoTime();
        PostgresqlLab.run("docker", "unpause", PostgresqlLab.container("fenced", old));
        awaitNoReads(old);
        System.out.printf("an old leader that woke answered reads for %.1f s%n", seconds(began));
        assertThat(seconds(began)).isLessThan((double) PROMISED.toSeconds());
        engine.rejoin(cluster, old);
        writes.awaitMore(100);
        writes.close();
        assertThat(writes.lost()).isEmpty();
    }

    @Test
    @Order(10)
    void aSingleNodeHasNoFence() {
        Identity own = engine.issueIdentity(new ClusterId("alone"));
        ClusterView alone = lab.cluster("alone", 1, 60, own);
        engine.prepare(new NodeOrder(alone, N1, own.authority(), SIZE));
        assertThat(PostgresqlLab.on("alone", N1, "systemctl show -P ActiveState steward-fence"))
                .isEqualTo("inactive\n");
    }

    /** Seals whoever is not the leader, and has one of them lead. */
    private void takeOver() {
        ClusterView next = cluster.in(cluster.epoch().next(), cluster.leader());
        List<Standing> sealed = Stream.of(N1, N2, N3)
                .filter(n -> !n.equals(cluster.leader()))
                .map(n -> engine.seal(next, n))
                .toList();
        NodeName winner = Election.winner(sealed).orElseThrow();
        List<NodeName> others = sealed.stream()
                .map(Standing::node)
                .filter(n -> !n.equals(winner))
                .toList();
        cluster = cluster.in(next.epoch(), winner);
        engine.promote(cluster, winner, Redundancy.among(others));
        others.forEach(n -> engine.follow(cluster, n));
        engine.confirm(cluster, winner);
    }

    private NodeName other() {
        return cluster.leader().equals(N2) ? N3 : N2;
    }

    private void grow(NodeName there, NodeName more) {
        engine.redundancy(
                cluster, List.of(Redundancy.among(List.of(there))), Redundancy.among(List.of(there, more)), ++changes);
    }

    private void rejoin(NodeName... nodes) {
        for (NodeName node : nodes) {
            engine.rejoin(cluster, node);
        }
    }

    /** From every other machine, ours too; not from `docker exec`. */
    private static void cut(NodeName node) {
        PostgresqlLab.on(
                "fenced",
                node,
                "nft add table inet cut; nft add chain inet cut in '{ type filter hook input priority -400; }';"
                        + " nft add rule inet cut in ip saddr 10.90.0.0/24 drop");
    }

    private static void heal(NodeName node) {
        PostgresqlLab.on("fenced", node, "nft delete table inet cut");
    }

    private static void freeze(NodeName node, Duration time) throws InterruptedException {
        PostgresqlLab.run("docker", "pause", PostgresqlLab.container("fenced", node));
        Thread.sleep(time);
        PostgresqlLab.run("docker", "unpause", PostgresqlLab.container("fenced", node));
    }

    private static void kill(NodeName node) {
        PostgresqlLab.on("fenced", node, "kill -9 " + postmaster(node));
    }

    private static String postmaster(NodeName node) {
        return PostgresqlLab.on(
                        "fenced", node, "pid=$(head -1 /var/lib/steward/data/postmaster.pid); kill -0 $pid; echo $pid")
                .strip();
    }

    private static boolean stopped(NodeName node) {
        return PostgresqlLab.on("fenced", node, "pgrep -x postgres || true").isBlank();
    }

    /** As an application on the machine sees it. */
    private static void awaitNoReads(NodeName node) {
        PostgresqlLab.on(
                "fenced",
                node,
                "while setpriv --reuid=postgres --regid=postgres --init-groups timeout 1 psql"
                        + " -h /run/steward-postgresql -XAtqc 'select 1' postgres >/dev/null 2>&1; do sleep 0.1; done");
    }

    /** What the fence and everything it started have used so far, in seconds of a core. */
    private static double fenceSeconds(NodeName node) {
        String ticks = PostgresqlLab.on(
                "fenced",
                node,
                "cut -d ' ' -f 14-17 /proc/$(systemctl show -P MainPID steward-fence)/stat | tr ' ' '\\n'");
        return ticks.lines().mapToLong(Long::parseLong).sum() / 100.0;
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }
}
