package dev.steward.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.cluster.ClusterId;
import dev.steward.cluster.Identity;
import dev.steward.cluster.Lsn;
import dev.steward.cluster.NodeName;
import dev.steward.cluster.Redundancy;
import dev.steward.cluster.Standing;
import dev.steward.engine.BindOrder;
import dev.steward.engine.ClusterView;
import dev.steward.engine.postgresql.PostgresqlEngine;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/** Who leads and who confirms, with PostgreSQL on real machines: planned, alone, and after everybody was away. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class SuccessionJourney {

    private static final NodeName N1 = NodeName.of(1);
    private static final NodeName N2 = NodeName.of(2);
    private static final NodeName N3 = NodeName.of(3);
    private static final String KILL = "kill -9 $(head -1 /var/lib/steward/data/postmaster.pid); sleep 0.3";

    private static final long SEGMENT = 16L << 20; // initdb's default

    private PostgresqlLab lab;
    private PostgresqlEngine engine;
    private ClusterView cluster;
    private AcknowledgedWrites writes;
    private long changes;

    @BeforeAll
    void aClusterThatIsWrittenTo() throws Exception {
        lab = new PostgresqlLab();
        engine = new PostgresqlEngine(lab.ssh);
        Identity identity = engine.issueIdentity(new ClusterId("three"));
        cluster = lab.cluster("three", 3, 10, identity);
        lab.prepare(engine, cluster, identity);
        engine.initialise(cluster, N1, confirming(N2, N3));
        engine.join(cluster, N2);
        engine.join(cluster, N3);
        writes = new AcknowledgedWrites(engine.bind(new BindOrder(cluster, "first", Map.of())));
        writes.awaitMore(100);
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
    void aPlannedChangeOfTheLeaderLosesNothing() throws Exception {
        engine.rehearse(cluster, N2);
        assertThatThrownBy(() -> engine.rehearse(cluster, N1)).hasMessageContaining("no standby");
        writes.longestGapMillis();
        handOver(N2, N3);
        writes.awaitMore(50);
        System.out.println("nobody could write for " + writes.longestGapMillis() + " ms");
        assertThat(writes.lost()).isEmpty();
        engine.rejoin(cluster, N1);
        change(List.of(confirming(N3)), confirming(N1, N3));
    }

    @Test
    @Order(2)
    void aChangeThatWasHeldUpIsNotObeyedAfterItsSuccessor() {
        change(List.of(confirming(N1, N3)), confirming(N3));
        assertThatThrownBy(() -> engine.redundancy(cluster, List.of(confirming(N1, N3)), Redundancy.NONE, changes - 1))
                .hasMessageContaining("is over");
        engine.promote(cluster, N2, confirming(N1)); // a late repeat of the promotion
        assertThat(names(cluster.leader())).contains("n3").doesNotContain("n1");
        change(List.of(confirming(N3)), confirming(N1, N3));
    }

    /** With nobody left, commits wait; then they go on unprotected, and are protected again by whoever comes back. */
    @Test
    @Order(3)
    void commitsWaitWithoutStandbysAndGoOnWhenNobodyHasToConfirm() throws Exception {
        PostgresqlLab.on("three", N1, KILL);
        PostgresqlLab.on("three", N3, KILL);
        int then = writes.count();
        Thread.sleep(2000);
        assertThat(writes.count()).isLessThanOrEqualTo(then + 1);
        change(List.of(confirming(N1, N3)), Redundancy.NONE);
        writes.awaitMore(50);
        CompletableFuture<String> endless =
                CompletableFuture.supplyAsync(() -> PostgresqlLab.sql("three", N2, "select pg_sleep(600)"));
        engine.rejoin(cluster, N1);
        change(List.of(Redundancy.NONE), confirming(N1));
        assertThatThrownBy(endless::join).hasMessageContaining("terminating connection");
        writes.awaitMore(50);
        engine.rejoin(cluster, N3);
        change(List.of(confirming(N1)), confirming(N1, N3));
    }

    /** What a copy has received is on no standby's disk: it must not count, though it comes from one who confirms. */
    @Test
    @Order(4)
    void aCopyConfirmsNothing() throws Exception {
        PostgresqlLab.sql(
                "three", N2, "create table large as select repeat(md5(i::text), 30) from generate_series(1, 300000) i");
        PostgresqlLab.on("three", N1, KILL);
        engine.stop(cluster, N3);
        PostgresqlLab.on("three", N3, "rm -rf /var/lib/steward/data");
        Thread copy = Thread.ofVirtual().start(() -> engine.rejoin(cluster, N3));
        PostgresqlLab.on("three", N3, "until [ -e /var/lib/steward/data.new/backup_label ]; do sleep 0.01; done");
        assertThat(PostgresqlLab.sql(
                        "three",
                        N2,
                        "select coalesce(string_agg(application_name, ' ' order by 1), '') from pg_stat_replication"
                                + " where application_name in ('n1', 'n3')"))
                .isEmpty();
        copy.join();
        writes.awaitMore(50);
        engine.rejoin(cluster, N1);
    }

    @Test
    @Order(5)
    void aLeaderWhosePlaceNobodyTookGoesOnAndSoDoItsStandbys() throws Exception {
        List.of(N1, N2, N3).forEach(n -> PostgresqlLab.on("three", n, KILL));
        ClusterView next = cluster.in(cluster.epoch().next(), N2);
        engine.awaken(next, N1);
        Standing claim = engine.seal(next, N1);
        assertThat(claim.timeline()).isEqualTo(2);
        assertThatThrownBy(() -> engine.awaken(next, N2)).hasMessageContaining("no whole standby");
        engine.resume(next, N1, confirming(N2, N3), 0);
        assertThat(PostgresqlLab.sql("three", N1, "select pg_is_in_recovery()"))
                .as("a standby does not lead by being started")
                .isEqualTo("t");
        engine.resume(next, N2, confirming(N1, N3), 0);
        cluster = next;
        int then = writes.count();
        Thread.sleep(1000);
        assertThat(writes.count()).as("nobody confirms yet").isLessThanOrEqualTo(then + 1);
        engine.rejoin(cluster, N1);
        writes.awaitMore(50);
        engine.rejoin(cluster, N3);
        assertThat(writes.lost()).isEmpty();
    }

    /** A walreceiver reports what it has, whatever its history; on PostgreSQL 17 as it is. */
    @Test
    @Order(6)
    void aStandbyThatHasDivergedConfirmsNothingOnItsWayBack() throws Exception {
        ClusterView next = cluster.in(cluster.epoch().next(), N2);
        PostgresqlLab.on("three", N2, KILL);
        Standing winner = engine.seal(next, N1);
        engine.seal(next, N3);
        PostgresqlLab.on("three", N3, KILL);
        cluster = cluster.in(next.epoch(), N1);
        engine.promote(cluster, N1, confirming(N2, N3));
        assertThat(winner.timeline()).isEqualTo(2);
        // n3 gets a longer log of the old timeline than the new leader has, as one whose own leader went on
        PostgresqlLab.on(
                "three",
                N3,
                "rm -f /var/lib/steward/data/standby.signal; : >/etc/steward/postgresql/leader.conf;"
                        + " systemctl start steward-postgresql");
        PostgresqlLab.sql(
                "three",
                N3,
                "set synchronous_commit = local; create table nobody_knows as select generate_series(1, 100000)");
        PostgresqlLab.on(
                "three",
                N3,
                "systemctl stop steward-postgresql; touch /var/lib/steward/data/standby.signal;"
                        + " chown postgres: /var/lib/steward/data/standby.signal; systemctl start steward-postgresql");
        int then = writes.count();
        Thread rejoin = Thread.ofVirtual().start(() -> engine.rejoin(cluster, N3));
        String seen = "nothing was confirmed";
        while (rejoin.isAlive() && seen.startsWith("nothing")) {
            if (writes.count() > then + 1) {
                seen = whatItHas(N3);
            }
            Thread.sleep(5);
        }
        rejoin.join();
        assertThat(seen).isIn("nothing was confirmed", "timeline 4, without what nobody knows");
        assertThat(PostgresqlLab.sql("three", N3, "select count(*) from pg_class where relname = 'nobody_knows'"))
                .isEqualTo("0");
        // as one that led on unprotected leaves it: a standby whose names are empty must not be there to be promoted
        PostgresqlLab.on("three", N2, "echo \"synchronous_standby_names = ''\" >/etc/steward/postgresql/names.conf");
        engine.rejoin(cluster, N2);
        assertThat(names(N2)).isEqualTo("ANY 1 (\"n3\")");
        writes.awaitMore(50);
        assertThat(writes.lost()).isEmpty();
    }

    /** It gets a copy instead, and with that it is as good as any. */
    @Test
    @Order(7)
    void aNodeThatCouldNotBeRewoundLeadsAndComesBackAsLeader() throws Exception {
        String rewind = "/usr/lib/postgresql/17/bin/pg_rewind";
        handOver(N2, N3);
        PostgresqlLab.on("three", N1, "mv %1$s %1$s.kept; ln -s /bin/false %1$s".formatted(rewind));
        engine.rejoin(cluster, N1);
        PostgresqlLab.on("three", N1, "mv %1$s.kept %1$s".formatted(rewind));
        change(List.of(confirming(N3)), confirming(N1, N3));
        handOver(N1, N3);
        PostgresqlLab.on("three", N1, KILL);
        ClusterView next = cluster.in(cluster.epoch().next(), N1);
        engine.resume(next, N1, confirming(N2, N3), 0);
        cluster = next;
        engine.rejoin(cluster, N2);
        engine.rejoin(cluster, N3);
        writes.awaitMore(50);
        assertThat(writes.lost()).isEmpty();
    }

    private void handOver(NodeName to, NodeName other) {
        ClusterView next = cluster.in(cluster.epoch().next(), cluster.leader());
        Lsn end = engine.retire(next, cluster.leader());
        Standing claim = engine.seal(next, to);
        engine.seal(next, other);
        assertThat(claim.flushed()).isGreaterThanOrEqualTo(end);
        cluster = cluster.in(next.epoch(), to);
        engine.promote(cluster, to, confirming(other));
        engine.follow(cluster, other);
        engine.confirm(cluster, to);
    }

    /** Where the log ends with its segment, the next one is not there: nobody must wait for it. */
    @Test
    @Order(8)
    @Timeout(60)
    void aLogThatEndsWithItsSegmentIsReadToItsEnd() throws InterruptedException {
        writes.close();
        String last;
        do { // again, if the leader has noted down its running transactions meanwhile
            last = PostgresqlLab.sql("three", cluster.leader(), "select pg_walfile_name(pg_switch_wal())");
            Thread.sleep(200);
        } while (replayed(N3).bytes() % SEGMENT != 0);
        List.of(N3, N2, N1).forEach(n -> PostgresqlLab.on("three", n, KILL));
        // not even one that was made in advance, without content
        String segments = "cd /var/lib/steward/data/pg_wal && ls | grep -xE '[0-9A-F]{24}'";
        PostgresqlLab.on("three", N3, segments + " | awk '$0 > \"" + last + "\"' | xargs -r rm");
        ClusterView next = cluster.in(cluster.epoch().next(), N1);
        engine.awaken(next, N3);
        Lsn end = engine.seal(next, N3).flushed();
        assertThat(end.bytes() % SEGMENT).isZero();
        PostgresqlLab.on(
                "three",
                N3,
                "cd /var/lib/steward/data/pg_wal && truncate -s 16M %s%08X%08X"
                        .formatted(last.substring(0, 8), end.bytes() >>> 32, (end.bytes() & 0xFFFFFFFFL) / SEGMENT));
        assertThat(engine.seal(next, N3).flushed())
                .as("one that was made in advance ends nothing")
                .isEqualTo(end);
        engine.resume(next, N1, confirming(N2, N3), 0);
        cluster = next;
    }

    /** One that serves again may still replay what is older than its newest timeline: what it has confirmed is on its disk. */
    @Test
    @Order(9)
    @Timeout(120)
    void aStandbyThatReplaysTheTimelineBeforeClaimsAllThatItHas() {
        engine.rejoin(cluster, N2);
        engine.rejoin(cluster, N3);
        PostgresqlLab.sql("three", N1, "checkpoint");
        PostgresqlLab.sql("three", N3, "checkpoint"); // from there it will replay
        PostgresqlLab.sql("three", N1, "create table before_it as select 1 as n");
        for (int i = 0; i < 3; i++) {
            PostgresqlLab.sql("three", N1, "insert into before_it values (2); select pg_switch_wal()");
        }
        handOver(N2, N3);
        PostgresqlLab.sql("three", N2, "create table confirmed_by_n3 as select 1 as n");
        Lsn confirmed = Lsn.parse(PostgresqlLab.sql("three", N2, "select pg_current_wal_flush_lsn()"));
        PostgresqlLab.sql("three", N2, "insert into confirmed_by_n3 values (2)");
        List.of(N3, N2).forEach(n -> PostgresqlLab.on("three", n, KILL));
        PostgresqlLab.on(
                "three", N3, "echo \"recovery_min_apply_delay = '1h'\" >>/var/lib/steward/data/postgresql.auto.conf");

        ClusterView after = cluster.in(cluster.epoch().next(), N2);
        engine.awaken(after, N3);
        Standing claim = engine.seal(after, N3);

        assertThat(claim.replayed().bytes() / SEGMENT).isLessThan(confirmed.bytes() / SEGMENT - 1);
        assertThat(claim.timeline()).isEqualTo((int) cluster.epoch().value());
        assertThat(claim.flushed()).isGreaterThanOrEqualTo(confirmed);
    }

    private static Lsn replayed(NodeName node) {
        return Lsn.parse(PostgresqlLab.sql("three", node, "select pg_last_wal_replay_lsn()"));
    }

    private static String whatItHas(NodeName node) {
        return PostgresqlLab.sql(
                "three",
                node,
                "select 'timeline ' || coalesce((select received_tli from pg_stat_wal_receiver)::text, 'none') || ', '"
                        + " || case when to_regclass('nobody_knows') is null then 'without' else 'with' end"
                        + " || ' what nobody knows'");
    }

    private String names(NodeName node) {
        return PostgresqlLab.sql("three", node, "show synchronous_standby_names");
    }

    private void change(List<Redundancy> from, Redundancy to) {
        engine.redundancy(cluster, from, to, ++changes);
    }

    private static Redundancy confirming(NodeName... nodes) {
        return Redundancy.among(List.of(nodes));
    }
}
