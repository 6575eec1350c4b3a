package dev.steward.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.cluster.Caller;
import dev.steward.cluster.Life;
import dev.steward.cluster.Request;
import dev.steward.fakes.FakeSteward;
import dev.steward.fakes.Faults.Fate;
import dev.steward.trouble.Trouble;
import dev.steward.tunnels.Directory;
import dev.steward.tunnels.Directory.Grant;
import dev.steward.tunnels.Passage;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TunnelAccessTest {

    private final FakeSteward steward = new FakeSteward();
    private int instances;
    private String id = "";
    private ClusterWorkflow cluster;

    @AfterAll
    void end() {
        steward.close();
    }

    @BeforeEach
    void anInstance() {
        steward.reset();
        id = "tunnels-" + ++instances;
        steward.provision(FakeSteward.spec(id, 3));
        cluster = steward.cluster(id);
        until(() -> cluster.report().life() == Life.LIVE);
    }

    @Test
    void aBindingThatAsksForATunnelGetsAPassAndIsInTheDirectory() {
        Instant before = now();
        Map<String, Object> made = bind("b", "key", "2h");
        Directory directory = cluster.directory();

        assertThat((Object) tunnel(made).get("host")).isEqualTo("gateway");
        assertThat((String) tunnel(made).get("ssh")).contains("-L 10001:leader:1 -p 22 t-");
        Grant grant = directory.grant("b").orElseThrow();
        assertThat(grant.certificate()).isEqualTo(directory.authority() + " for key");
        assertThat(grant.port()).isOne();
        assertThat(grant.until()).isAfterOrEqualTo(before.plus(Duration.ofHours(2)));
        assertThat(directory.address("leader"))
                .contains(cluster.report().members().getFirst().ip());
        assertThat(directory.address("n3"))
                .contains(cluster.report().members().get(2).ip());
        assertThat(directory.address("n4")).isEmpty();
        assertThat(directory.on(Set.of("fake", "other"))).isEqualTo(directory);
        assertThat(directory.on(Set.of("other")))
                .as("addresses mean something else there")
                .isEqualTo(Directory.EMPTY);
    }

    @Test
    void oneThatAsksForNoneGetsNone() {
        Map<String, Object> made =
                cluster.bind("b", request(Map.of())).binding().credentials();
        assertThat(made).doesNotContainKey("tunnel");
        assertThat(cluster.directory()).isEqualTo(Directory.EMPTY);
    }

    @Test
    void allTunnelsOfAnInstanceAreOfOneAuthorityAndOfOnlyIt() {
        CompletableFuture<Map<String, Object>> first = CompletableFuture.supplyAsync(() -> bind("b1", "key1", "1h"));
        CompletableFuture<Map<String, Object>> second = CompletableFuture.supplyAsync(() -> bind("b2", "key2", "1h"));
        CompletableFuture.allOf(first, second).join();
        String authority = cluster.directory().authority();
        assertThat(cluster.directory().grants())
                .extracting(Grant::certificate)
                .containsExactlyInAnyOrder(authority + " for key1", authority + " for key2");

        String other = "other-" + id;
        steward.provision(FakeSteward.spec(other, 3));
        ClusterWorkflow another = steward.cluster(other);
        until(() -> another.report().life() == Life.LIVE);
        another.bind("b1", request(wish("key1", "1h")));
        assertThat(another.directory().authority()).isNotEqualTo(authority);
    }

    @Test
    void theSameRequestAgainIsAnsweredWithTheSamePass() {
        assertThat(bind("b", "key", "1h")).isEqualTo(bind("b", "key", "1h"));
    }

    @Test
    void aTunnelNeverOutlivesItsBinding() {
        Map<String, Object> parameters =
                Map.of("expires_in", 600, "tunnel", wish("key", "1h").get("tunnel"));
        Instant end = cluster.bind("b", request(parameters)).binding().expiresAt();
        assertThat(cluster.directory().grant("b").orElseThrow().until()).isEqualTo(end);
    }

    @Test
    void whoIsUnboundIsNotLetInWhileThatGoesOnNorAfter() {
        bind("b", "key", "1h");
        bind("c", "key", "1h");
        AtomicReference<Directory> meanwhile = new AtomicReference<>();
        steward.faults.order(Trouble.Kind.UNAVAILABLE, (call, name) -> {
            if (name.equals("unbind")) {
                meanwhile.set(cluster.directory());
            }
            return Fate.WORKS;
        });
        cluster.unbind("b", Caller.UNNAMED);
        assertThat(meanwhile.get().grants()).extracting(Grant::binding).containsExactly("c");
        assertThat(cluster.directory().grant("b")).isEmpty();
        assertThat(cluster.directory().grant("c")).isPresent();
    }

    @Test
    void nobodyIsLetInToAnInstanceThatIsBeingDeleted() {
        bind("b", "key", "1h");
        cluster.deprovision(null);
        assertThat(cluster.directory()).isEqualTo(Directory.EMPTY);
    }

    @Test
    void whereNoTunnelsAreOfferedTheBindingIsRefusedAndNothingIsMade() {
        steward.faults.order(
                Trouble.Kind.IMPOSSIBLE, (call, name) -> name.equals("issueAuthority") ? Fate.FAILS : Fate.WORKS);
        assertThatThrownBy(() -> bind("b", "key", "1h"))
                .satisfies(e -> assertThat(Trouble.of(e).kind()).isEqualTo(Trouble.Kind.IMPOSSIBLE));
        assertThat(cluster.report().bindings()).isEmpty();
        assertThat(steward.engine.roles()).doesNotContain(id + " b");
    }

    @Test
    void itIsKnownWhoComesAndGoes() {
        Instant now = now();
        Passage came = new Passage("p", "b", "203.0.113.7", now, now.plusSeconds(60), null, 0, 0);
        Passage went = new Passage("p", "b", "203.0.113.7", now, now.plusSeconds(60), now.plusSeconds(2), 10, 20);
        cluster.tunnelled(came);
        assertThat(cluster.report().tunnelled()).containsExactly(came);
        cluster.tunnelled(went);
        assertThat(cluster.report().tunnelled()).containsExactly(went);
    }

    private Instant now() {
        return Instant.ofEpochMilli(steward.temporal.currentTimeMillis());
    }

    private Map<String, Object> bind(String binding, String key, String life) {
        return cluster.bind(binding, request(wish(key, life))).binding().credentials();
    }

    private static Map<?, ?> tunnel(Map<String, Object> credentials) {
        return (Map<?, ?>) credentials.get("tunnel");
    }

    private static Map<String, Object> wish(String key, String life) {
        return Map.of("tunnel", Map.of("public_key", key, "expires_in", life));
    }

    private static Request request(Map<String, Object> parameters) {
        return new Request("service", "plan-3", parameters, Map.of());
    }

    private void until(BooleanSupplier what) {
        assertThat(steward.comesTrue(what)).as("it has happened").isTrue();
    }
}
