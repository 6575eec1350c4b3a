package dev.steward.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import dev.steward.machines.Address;
import dev.steward.machines.MachineSize;
import dev.steward.trouble.Trouble;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** The engine alone, driven by hand as the workflows drive it, on machines of Docker. Prints how long each act took. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class PostgresqlEngineJourney {

    private static final NodeName N1 = NodeName.of(1);
    private static final NodeName N2 = NodeName.of(2);
    private static final NodeName N3 = NodeName.of(3);
    private static final MachineSize SIZE = PostgresqlLab.SIZE;

    private PostgresqlLab lab;
    private long changes;
    private PostgresqlEngine engine;
    private Identity identity;
    private ClusterView cluster;
    private Map<String, Object> credentials;
    private AcknowledgedWrites writes;

    @BeforeAll
    void machines() {
        lab = new PostgresqlLab();
        engine = new PostgresqlEngine(lab.ssh);
        identity = engine.issueIdentity(new ClusterId("three"));
        cluster = lab.cluster("three", 3, 10, identity);
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
    void aClusterIsMadeAndAcknowledgesWrites() throws Exception {
        Timed.timed("prepare", () -> lab.prepare(engine, cluster, identity));
        Timed.timed("prepare again", () -> lab.prepare(engine, cluster, identity));
        Timed.timed("initialise", () -> engine.initialise(cluster, N1, Redundancy.among(List.of(N2, N3))));
        Timed.timed("join n2", () -> engine.join(cluster, N2));
        Timed.timed("join n3", () -> engine.join(cluster, N3));
        Timed.timed("join n3 again", () -> engine.join(cluster, N3));
        Timed.timed("confirm", () -> engine.confirm(cluster, N1));
        Timed.timed("confirm", () -> engine.confirm(cluster, N1));
        credentials = Timed.timed("bind", () -> engine.bind(new BindOrder(cluster, "first", Map.of())));
        credentials = Timed.timed("bind again", () -> engine.bind(new BindOrder(cluster, "first", Map.of())));
        writes = new AcknowledgedWrites(credentials);
        writes.awaitMore(200);
        assertThat(lab.hosts.answers(
                        new Address("", cluster.host(N1).ip()), cluster.host(N1).hostKey()))
                .isTrue();
    }

    @Test
    @Order(2)
    void theWatchTellsADeadLeaderFromOneThatIsOnlyOutOfReach() throws Exception {
        try (ObservedWatch watch = new ObservedWatch(lab.ssh, cluster)) {
            Timed.print("all fine", watch.await(Health.FINE, Health.FINE, Health.FINE));
            long began = System.nanoTime();
            PostgresqlLab.on(
                    "three",
                    N1,
                    "nft add table inet cut; nft add chain inet cut in '{ type filter hook input"
                            + " priority -400; }'; nft add rule inet cut in ip saddr 10.90.0.1 tcp dport 5432 drop");
            watch.await(Health.UNREACHABLE_FROM_HERE, Health.FINE, Health.FINE);
            Timed.print("unreachable from here", began);
            PostgresqlLab.on("three", N1, "nft delete table inet cut");
            watch.await(Health.FINE, Health.FINE, Health.FINE);
            began = System.nanoTime();
            PostgresqlLab.run("docker", "pause", PostgresqlLab.container("three", N1));
            watch.await(Health.SILENT, Health.FINE, Health.FINE);
            Timed.print("frozen leader is silent", began);
            PostgresqlLab.run("docker", "unpause", PostgresqlLab.container("three", N1));
            watch.await(Health.FINE, Health.FINE, Health.FINE);
            began = System.nanoTime();
            PostgresqlLab.on("three", N3, "kill -9 $(head -1 /var/lib/steward/data/postmaster.pid)");
            watch.await(Health.FINE, Health.FINE, Health.PROCESS_GONE);
            Timed.print("killed standby is gone", began);
            engine.rejoin(cluster, N3);
            watch.await(Health.FINE, Health.FINE, Health.FINE);
        }
    }

    @Test
    @Order(3)
    void aKilledLeaderIsReplacedAndNothingAcknowledgedIsLost() throws Exception {
        ClusterView old = cluster;
        ObservedWatch watch = new ObservedWatch(lab.ssh, cluster);
        watch.await(Health.FINE, Health.FINE, Health.FINE);
        writes.longestGapMillis();
        PostgresqlLab.on("three", N1, "kill -9 $(head -1 /var/lib/steward/data/postmaster.pid)");
        long began = System.nanoTime();
        watch.await(Health.PROCESS_GONE, Health.FINE, Health.FINE);
        Timed.print("the death is noticed", began);
        takeOver(N2, N3);
        Timed.timed("confirm", () -> engine.confirm(cluster, cluster.leader()));
        Timed.print("the whole take-over", began);
        watch.close();
        writes.awaitMore(100);
        System.out.println("longest time without an acknowledgement: " + writes.longestGapMillis() + " ms");
        assertThat(writes.lost()).isEmpty();
        assertThat(PostgresqlLab.sql(
                        "three", cluster.leader(), "select left(pg_walfile_name(pg_current_wal_lsn()), 8)"))
                .isEqualTo("00000002");
        everyActIsRefusedIn(old);
    }

    @Test
    @Order(4)
    void anOldLeaderThatDivergedIsRewound() throws Exception {
        // what a crashed leader wrote and nobody confirmed: started by hand, it goes on on its own timeline
        PostgresqlLab.on("three", N1, "systemctl start steward-postgresql");
        PostgresqlLab.sql("three", N1, "set synchronous_commit = local; create table nobody_knows (n int)");
        PostgresqlLab.on("three", N1, "kill -9 $(head -1 /var/lib/steward/data/postmaster.pid); sleep 0.5");
        Timed.timed("rejoin (rewind)", () -> engine.rejoin(cluster, N1));
        assertThat(PostgresqlLab.sql("three", N1, "select count(*) from pg_class where relname = 'nobody_knows'"))
                .isEqualTo("0");
        Timed.timed("rejoin (streams)", () -> engine.rejoin(cluster, N1));
    }

    @Test
    @Order(5)
    void redundancyGrowsAndShrinksAndGrows() throws Exception {
        NodeName other = cluster.leader().equals(N2) ? N3 : N2;
        Redundancy one = Redundancy.among(List.of(other));
        Redundancy both = Redundancy.among(List.of(other, N1));
        Timed.timed("redundancy grows", () -> engine.redundancy(cluster, List.of(one), both, ++changes));
        assertThat(PostgresqlLab.sql("three", cluster.leader(), "show synchronous_standby_names"))
                .contains("\"n1\"");
        Timed.timed("redundancy shrinks", () -> engine.redundancy(cluster, List.of(both), one, ++changes));
        Timed.timed("redundancy grows", () -> engine.redundancy(cluster, List.of(one), both, ++changes));
        writes.awaitMore(50);
    }

    /** Rule 10's fact: clearing primary_conninfo would not do it. */
    @Test
    @Order(6)
    void aSealStopsAcknowledgementsThoughATenantsQueryHoldsUpReplay() throws Exception {
        NodeName leader = cluster.leader();
        List<NodeName> standbys =
                Stream.of(N1, N2, N3).filter(n -> !n.equals(leader)).toList();
        List<Connection> readers = standbys.stream()
                .map(n -> HeldReplay.at(cluster, n, credentials))
                .toList();
        HeldReplay.needsLock(cluster, leader);
        writes.awaitMore(100);
        ClusterView next = cluster.in(cluster.epoch().next(), leader);
        List<Standing> sealed = Timed.timed("seal both", () -> Timed.inParallel(standbys, n -> engine.seal(next, n)));
        int then = writes.count();
        Thread.sleep(1500);
        assertThat(writes.count()).isLessThanOrEqualTo(then + 1);
        NodeName winner = Election.winner(sealed).orElseThrow();
        NodeName other =
                standbys.stream().filter(n -> !n.equals(winner)).findFirst().orElseThrow();
        cluster = cluster.in(next.epoch(), winner);
        Timed.timed(
                "promote past a held replay", () -> engine.promote(cluster, winner, Redundancy.among(List.of(other))));
        Timed.timed("promote again", () -> engine.promote(cluster, winner, Redundancy.among(List.of(other))));
        Timed.timed("follow", () -> engine.follow(cluster, other));
        Timed.timed("confirm", () -> engine.confirm(cluster, winner));
        Timed.timed("stop the old leader", () -> engine.stop(cluster, leader));
        writes.awaitMore(50);
        assertThat(writes.lost()).isEmpty();
        Timed.timed("rejoin the old leader", () -> engine.rejoin(cluster, leader));
        Timed.timed(
                "redundancy",
                () -> engine.redundancy(
                        cluster,
                        List.of(Redundancy.among(List.of(other))),
                        Redundancy.among(List.of(other, leader)),
                        ++changes));
        for (Connection reader : readers) {
            reader.close();
        }
    }

    @Test
    @Order(7)
    void aStandbyThatCrashedContinuesAndASealReadsWhatIsOnItsDisk() throws Exception {
        NodeName standby = cluster.leader().equals(N3) ? N2 : N3;
        PostgresqlLab.on("three", standby, "kill -9 $(head -1 /var/lib/steward/data/postmaster.pid); sleep 0.3");
        assertThatThrownBy(() -> engine.follow(cluster, standby)).hasMessageContaining("does not run");
        Timed.timed("rejoin (continue)", () -> engine.rejoin(cluster, standby));
        // a standby that starts with its filter closed has received nothing since: its log is read to its end
        PostgresqlLab.on(
                "three",
                standby,
                "systemctl stop steward-postgresql; : >/etc/steward/postgresql/leader.conf; systemctl start steward-postgresql");
        ClusterView next = cluster.in(cluster.epoch().next(), cluster.leader());
        Standing standing = Timed.timed("seal (nothing received)", () -> engine.seal(next, standby));
        assertThat(standing.flushed()).isGreaterThanOrEqualTo(standing.replayed());
        assertThat(standing.timeline()).isEqualTo((int) cluster.epoch().value());
        cluster = next;
        engine.rejoin(cluster, standby);
    }

    @Test
    @Order(8)
    void aNodeWithoutDataCopiesAnew() throws Exception {
        NodeName standby = cluster.leader().equals(N3) ? N2 : N3;
        engine.stop(cluster, standby);
        PostgresqlLab.on("three", standby, "rm -rf /var/lib/steward/data");
        Timed.timed("rejoin (copy)", () -> engine.rejoin(cluster, standby));
    }

    @Test
    @Order(9)
    void aSealOvertakesACopyThatIsUnderWay() throws Exception {
        NodeName standby = cluster.leader().equals(N3) ? N2 : N3;
        ClusterView before = cluster;
        PostgresqlLab.sql(
                "three",
                cluster.leader(),
                "create table large as select repeat(md5(i::text), 30) from generate_series(1, 400000) i");
        engine.stop(before, standby);
        PostgresqlLab.on("three", standby, "rm -rf /var/lib/steward/data");
        CompletableFuture<Void> copy = CompletableFuture.runAsync(() -> engine.rejoin(before, standby));
        PostgresqlLab.on("three", standby, "until [ -e /var/lib/steward/data.new ]; do sleep 0.01; done");
        ClusterView next = cluster.in(cluster.epoch().next(), cluster.leader());
        long began = System.nanoTime();
        assertThatThrownBy(() -> engine.seal(next, standby)).hasMessageContaining("does not answer");
        Timed.print("seal during a copy", began);
        assertThat(System.nanoTime() - began).isLessThan(1_500_000_000L);
        assertThatThrownBy(() -> copy.get(30, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
        Timed.print("the copy of the old epoch ended", began);
        assertThat(PostgresqlLab.on(
                        "three", standby, "cat /etc/steward/epoch; systemctl is-active steward-postgresql || true"))
                .contains(next.epoch() + " nobody", "inactive");
        assertThatThrownBy(() -> engine.rejoin(before, standby))
                .satisfies(t -> assertThat(Trouble.of(t).kind()).isEqualTo(Trouble.Kind.STALE_EPOCH));
        cluster = next;
        Timed.timed("rejoin (copy 400 MB)", () -> engine.rejoin(cluster, standby));
    }

    @Test
    @Order(10)
    void anUnboundApplicationIsOut() throws Exception {
        Map<String, Object> second = engine.bind(new BindOrder(cluster, "second", Map.of()));
        try (Connection session = DriverManager.getConnection(String.valueOf(second.get("jdbcUrl")));
                Statement statement = session.createStatement()) {
            statement.execute("create table made_by_second (n int)");
            // a tenant that holds what an unbind has to change, and sets what would break it
            statement.execute("alter database service set statement_timeout = '1ms'");
            statement.execute("alter database service set transaction_timeout = '1ms'");
            session.setAutoCommit(false);
            statement.execute("set local role none");
            statement.execute("alter role current_user password 'abc'");
            Timed.timed("unbind", () -> engine.unbind(cluster, "second"));
            assertThatThrownBy(() -> statement.execute("select 1")).isInstanceOf(SQLException.class);
        }
        engine.unbind(cluster, "second");
        assertThatThrownBy(() -> DriverManager.getConnection(String.valueOf(second.get("jdbcUrl"))))
                .isInstanceOf(SQLException.class);
        String url = credentials.get("jdbcUrl") + "&options=-c%20statement_timeout=0%20-c%20transaction_timeout=0";
        try (Connection session = DriverManager.getConnection(url);
                Statement statement = session.createStatement()) {
            statement.execute("drop table made_by_second");
            statement.execute("alter database service reset all");
        }
        writes.close();
        assertThat(writes.lost()).isEmpty();
    }

    private void takeOver(NodeName... standbys) throws Exception {
        ClusterView next = cluster.in(cluster.epoch().next(), cluster.leader());
        List<Standing> sealed =
                Timed.timed("seal", () -> Timed.inParallel(List.of(standbys), n -> engine.seal(next, n)));
        NodeName winner = Election.winner(sealed).orElseThrow();
        List<NodeName> others =
                Stream.of(standbys).filter(n -> !n.equals(winner)).toList();
        cluster = cluster.in(next.epoch(), winner);
        Timed.timed("promote", () -> engine.promote(cluster, winner, Redundancy.among(others)));
        Timed.timed(
                "follow",
                () -> Timed.inParallel(others, n -> {
                    engine.follow(cluster, n);
                    return n;
                }));
    }

    private void everyActIsRefusedIn(ClusterView old) {
        NodeName there = cluster.leader();
        ClusterView stale = new ClusterView(
                old.id(),
                old.epoch(),
                old.version(),
                old.settings(),
                old.extras(),
                old.hosts(),
                there,
                old.caCertificate(),
                old.control());
        NodeName standby = there.equals(N2) ? N3 : N2;
        List<Runnable> acts = List.of(
                () -> engine.prepare(new NodeOrder(stale, standby, identity.authority(), SIZE)),
                () -> engine.initialise(stale, there, Redundancy.among(List.of(N2))),
                () -> engine.join(stale, standby),
                () -> engine.resume(stale, there, Redundancy.NONE, 0),
                () -> engine.seal(stale, standby),
                () -> engine.promote(stale, standby, Redundancy.among(List.of(N1))),
                () -> engine.follow(stale, standby),
                () -> engine.confirm(stale, there),
                () -> engine.rejoin(stale, standby),
                () -> engine.stop(stale, there),
                () -> engine.redundancy(stale, List.of(Redundancy.NONE), Redundancy.NONE, 99),
                () -> engine.bind(new BindOrder(stale, "late", Map.of())),
                () -> engine.unbind(stale, "first"));
        assertThat(acts)
                .allSatisfy(act -> assertThatThrownBy(act::run)
                        .satisfies(t -> assertThat(Trouble.of(t).kind()).isEqualTo(Trouble.Kind.STALE_EPOCH)));
    }
}
