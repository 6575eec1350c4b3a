package dev.steward.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.cluster.ClusterSpec;
import dev.steward.cluster.Extras;
import dev.steward.cluster.Health;
import dev.steward.cluster.Life;
import dev.steward.cluster.Limits;
import dev.steward.cluster.NodeName;
import dev.steward.cluster.Request;
import dev.steward.fakes.FakeSteward;
import dev.steward.fakes.Faults.Fate;
import dev.steward.trouble.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** An instance becomes another, whatever befalls it meanwhile. */
@Timeout(150)
@Execution(ExecutionMode.CONCURRENT)
class ClusterUpdateTest {

    private static final Map<String, String> RELOADED = Map.of("colour", "blue");
    private static final Map<String, String> RESTARTED = Map.of("colour", "blue", "restart_me", "1");

    private final Tale tale = new Tale();

    @AfterEach
    void close() {
        tale.close();
    }

    @Test
    void settingsTakeEffectOnEveryNodeWithoutARestart() {
        ClusterWorkflow cluster = tale.provisioned("a", 3);
        Acceptance accepted = cluster.update(to(cluster, RELOADED));
        assertThat(accepted.finished()).isFalse();
        assertThat(accepted.operation()).startsWith("update-");
        Report after = untilUpdated(cluster);
        assertThat(after.operation().status()).isEqualTo(Operation.Status.SUCCEEDED);
        assertThat(after.leader()).isEqualTo(NodeName.of(1));
        assertThat(settings()).containsOnly(RELOADED);
        assertThat(restarts()).isZero();
    }

    @Test
    void whatNeedsARestartTakesEffectOnStandbysFirstAndThenByASwitchOver() {
        ClusterWorkflow cluster = tale.provisioned("a", 3);
        cluster.update(to(cluster, RESTARTED));
        Report after = untilUpdated(cluster);
        assertThat(after.operation().status()).isEqualTo(Operation.Status.SUCCEEDED);
        assertThat(settings()).containsOnly(RESTARTED);
        assertThat(after.leader()).isNotEqualTo(NodeName.of(1));
        assertThat(restarts()).as("the old leader starts anew as a standby").isEqualTo(2);
        assertThat(after.redundancy().standbys()).hasSize(2);
    }

    @Test
    void aSingleMachineIsRestartedInPlace() {
        ClusterWorkflow cluster = tale.provisioned("a", 1);
        cluster.update(to(cluster, RESTARTED));
        untilUpdated(cluster);
        assertThat(tale.steward.engine.settings("a", "n1")).isEqualTo(RESTARTED);
        assertThat(tale.steward.engine.leads("a", "n1")).isTrue();
    }

    @Test
    void theSameRequestIsTheSameOperationAnotherHasToWaitAndNothingNewIsDoneAtOnce() {
        ClusterWorkflow cluster = tale.provisioned("a", 3); // and nobody says that it is well: so nothing begins
        Alteration first = to(cluster, RELOADED);
        Acceptance accepted = cluster.update(first);
        Alteration again = new Alteration(first.wanted().request(), first.wanted());
        assertThat(cluster.update(again)).isEqualTo(accepted);
        assertThat(Tale.refusal(() -> cluster.update(to(cluster, RESTARTED)))).isEqualTo(Refusal.BUSY);
        untilUpdated(cluster);
        assertThat(cluster.update(again).finished()).isTrue();
    }

    @Test
    void whatNoUpdateChangesIsRefusedWithTheReason() {
        ClusterWorkflow cluster = tale.provisioned("a", 3);
        Request now = cluster.report().spec().request();
        Request other = new Request(now.serviceId(), now.planId(), Map.of("settings", "others"), Map.of());
        ClusterSpec elsewhere = FakeSteward.spec("a", 3).on("elsewhere").asked(other);
        assertThat(Tale.refusal(() -> cluster.update(new Alteration(now, elsewhere))))
                .isEqualTo(Refusal.UNCHANGEABLE);
        assertThat(cluster.report().spec().nodes()).isEqualTo(3);
        assertThat(cluster.report().operation().kind()).isEqualTo(Operation.Kind.PROVISION);
    }

    @Test
    void whoeverAsksForWhatItIsIsNotHeldUpByWhatItsPlanHasBecome() {
        ClusterWorkflow cluster = tale.provisioned("a", 3);
        Request now = cluster.report().spec().request();
        Request told = now.in(Map.of("instance_name", "new"));
        ClusterSpec otherwise =
                cluster.report().spec().on("elsewhere").onDisksOf(99).asked(told);

        assertThat(cluster.update(new Alteration(now, otherwise)).finished()).isTrue();
        assertThat(cluster.report().spec())
                .isEqualTo(
                        FakeSteward.spec("a", 3).asked(cluster.report().spec().request()));
        assertThat(cluster.report().spec().request().context()).containsEntry("instance_name", "new");
    }

    @Test
    void extensionsAreAdded() {
        ClusterWorkflow cluster = tale.provisioned("a", 3);
        ClusterSpec known = cluster.report().spec();
        cluster.update(new Alteration(known.request(), spec(known, Map.of(), new Extras(List.of("cube"), List.of()))));
        untilUpdated(cluster);
        assertThat(tale.steward.engine.furnished("a")).containsExactly("cube");
    }

    @Test
    void whoMayComeIsLetInByTheNetworkToo() {
        ClusterWorkflow cluster = tale.provisioned("a", 3);
        ClusterSpec known = cluster.report().spec();
        List<String> clients = List.of("10.1.0.0/16");
        tale.steward.faults.orderNone();
        cluster.update(new Alteration(known.request(), spec(known, Map.of(), new Extras(List.of(), clients))));
        untilUpdated(cluster);
        assertThat(tale.steward.cloud.clients("a")).isEqualTo(clients);
        assertThat(tale.steward.faults.calls()).containsOnlyOnce("createNetwork");
    }

    @Test
    void whoMayComeIsLetInByTheNetworkThoughEveryMachineBecomesAnother() {
        ClusterWorkflow cluster = tale.provisioned("a", 3);
        ClusterSpec known = cluster.report().spec();
        List<String> clients = List.of("10.1.0.0/16");
        ClusterSpec wanted = spec(known, Map.of(), new Extras(List.of(), clients));
        cluster.update(new Alteration(known.request(), wanted.ofEdition("2.0.0")));
        untilUpdated(cluster);
        assertThat(tale.steward.cloud.clients("a")).isEqualTo(clients);
    }

    @Test
    void theNetworkLetsInWhomItLetInBeforeWhenAnUpdateIsUndone() {
        ClusterWorkflow cluster = tale.provisioned("a", 3);
        ClusterSpec known = cluster.report().spec();
        Extras narrow = new Extras(List.of(), List.of("10.1.0.0/16"));
        cluster.update(new Alteration(known.request(), spec(known, Map.of("impossible", "1"), narrow)));
        assertThat(untilUpdated(cluster).operation().status()).isEqualTo(Operation.Status.FAILED);
        assertThat(tale.steward.cloud.clients("a")).isEmpty();
    }

    @Test
    void whatCanNeverBeIsUndoneAndToldAndNeedNotBeTriedAgain() {
        ClusterWorkflow cluster = tale.provisioned("a", 3);
        cluster.update(to(cluster, Map.of("impossible", "1")));
        Report after = untilUpdated(cluster);
        assertThat(after.operation().status()).isEqualTo(Operation.Status.FAILED);
        assertThat(after.operation().sentence()).contains("not possible").contains("what it was before");
        assertThat(after.operation().repeatable()).isFalse();
        assertThat(after.spec().settings()).isEmpty();
        assertThat(settings()).containsOnly(Map.of());
        assertThat(after.life()).isEqualTo(Life.LIVE);
    }

    @Test
    void whatDoesNotSucceedInTimeIsUndone() {
        ClusterWorkflow cluster = tale.provisioned("a", 3);
        tale.steward.faults.order(
                Trouble.Kind.UNAVAILABLE, (call, name) -> name.equals("restart") ? Fate.FAILS : Fate.WORKS);
        ClusterSpec known = cluster.report().spec();
        Limits soon = new Limits(Duration.ofSeconds(30), Duration.ofSeconds(3), null);
        cluster.update(new Alteration(known.request(), spec(known, RESTARTED, Extras.NONE, soon)));
        Report after = untilUpdated(cluster);
        assertThat(after.operation().status()).isEqualTo(Operation.Status.FAILED);
        assertThat(after.operation().repeatable()).isTrue();
        assertThat(after.operation().sentence()).contains("in time").contains("what it was before");
        assertThat(settings()).containsOnly(Map.of());
        assertThat(after.redundancy().standbys()).hasSize(2);
    }

    @Test
    void aTakeOverInTheMiddleIsSimplyTheNextDecision() {
        ClusterWorkflow cluster = tale.provisioned("a", 3);
        tale.steward.faults.order(
                Trouble.Kind.UNAVAILABLE, (call, name) -> name.equals("restart") ? Fate.FAILS : Fate.WORKS);
        cluster.update(to(cluster, RESTARTED));
        tale.until(cluster, r -> {
            tale.watch(cluster);
            return tale.steward.faults.calls().contains("restart");
        });
        tale.steward.engine.kill("a", "n1");
        Tale.tell(cluster, 3, Map.of("n1", Health.PROCESS_GONE));
        tale.until(cluster, r -> !NodeName.of(1).equals(r.leader()));
        tale.steward.faults.orderNone();
        Report after = untilUpdated(cluster);
        assertThat(after.operation().status()).isEqualTo(Operation.Status.SUCCEEDED);
        assertThat(settings()).containsOnly(RESTARTED);
    }

    @Test
    void everyStepMayFailOnce() {
        updatedThoughAtFirstEveryStep(Fate.FAILS, Fate.WORKS);
    }

    @Test
    void everyStepMayLoseItsAnswerAndMayBeDoneTwice() {
        updatedThoughAtFirstEveryStep(Fate.ANSWER_LOST, Fate.TWICE);
    }

    private void updatedThoughAtFirstEveryStep(Fate first, Fate later) {
        ClusterWorkflow cluster = tale.provisioned("a", 3);
        Set<String> met = ConcurrentHashMap.newKeySet();
        tale.steward.faults.order(Trouble.Kind.UNAVAILABLE, (call, name) -> met.add(name) ? first : later);
        cluster.update(to(cluster, RESTARTED));
        Report after = untilUpdated(cluster);
        assertThat(after.operation().status()).isEqualTo(Operation.Status.SUCCEEDED);
        assertThat(settings()).containsOnly(RESTARTED);
        assertThat(met).contains("adjust", "restart", "retire", "furnish");
    }

    @Test
    void anotherEditionIsMadeOfOtherMachinesOnTheSameDisks() {
        ClusterWorkflow cluster = tale.provisioned("a", 3);
        Set<String> before = tale.steward.cloud.inventory();
        ClusterSpec known = cluster.report().spec();
        cluster.update(new Alteration(known.request(), known.ofEdition("2.0.0")));
        Report after = untilUpdated(cluster);
        assertThat(after.operation().status()).isEqualTo(Operation.Status.SUCCEEDED);
        assertThat(after.spec().edition()).isEqualTo("2.0.0");
        Set<String> now = tale.steward.cloud.inventory();
        assertThat(now).hasSameSizeAs(before);
        assertThat(now.stream().filter(before::contains)).noneMatch(thing -> thing.startsWith("machine"));
        assertThat(now.stream().filter(thing -> !before.contains(thing)))
                .allMatch(thing -> thing.startsWith("machine"));
        assertThat(after.leader()).isNotEqualTo(NodeName.of(1));
    }

    @Test
    void aMachineThatCannotBeHadIsReplacedByOneAsBefore() {
        ClusterWorkflow cluster = tale.provisioned("a", 3);
        ClusterSpec known = cluster.report().spec();
        AtomicBoolean refused = new AtomicBoolean();
        tale.steward.faults.order(
                Trouble.Kind.IMPOSSIBLE,
                (call, name) -> name.equals("start") && !refused.getAndSet(true) ? Fate.FAILS : Fate.WORKS);
        cluster.update(new Alteration(known.request(), known.ofEdition("2.0.0")));
        Report after = untilUpdated(cluster);
        assertThat(after.operation().status()).isEqualTo(Operation.Status.FAILED);
        assertThat(after.operation().sentence()).contains("A fault was ordered").contains("what it was before");
        assertThat(after.operation().repeatable()).isFalse();
        assertThat(after.spec().edition()).isEmpty();
        assertThat(after.leader()).isEqualTo(NodeName.of(1));
    }

    @Test
    void aDeletionInTheMiddleLeavesNothing() {
        ClusterWorkflow cluster = tale.provisioned("a", 3);
        cluster.update(to(cluster, RESTARTED));
        cluster.deprovision(null);
        tale.until(cluster, r -> r.life() == Life.DELETED);
        assertThat(tale.steward.cloud.inventory()).isEmpty();
    }

    private static Alteration to(ClusterWorkflow cluster, Map<String, String> settings) {
        ClusterSpec known = cluster.report().spec();
        return new Alteration(known.request(), spec(known, settings, Extras.NONE));
    }

    private static ClusterSpec spec(ClusterSpec known, Map<String, String> settings, Extras extras) {
        return spec(known, settings, extras, known.limits());
    }

    private static ClusterSpec spec(ClusterSpec known, Map<String, String> settings, Extras extras, Limits limits) {
        Request asked = new Request(
                "service",
                known.request().planId(),
                Map.of("settings", settings, "extensions", extras.extensions()),
                Map.of());
        return new ClusterSpec(
                known.id(),
                known.plan(),
                "fake",
                "1",
                "fake",
                List.of(),
                known.nodes(),
                known.size(),
                1,
                settings,
                extras,
                limits,
                asked);
    }

    private Report untilUpdated(ClusterWorkflow cluster) {
        return tale.untilUpdated(cluster);
    }

    private List<Map<String, String>> settings() {
        return List.of("n1", "n2", "n3").stream()
                .map(n -> tale.steward.engine.settings("a", n))
                .toList();
    }

    private int restarts() {
        return List.of("n1", "n2", "n3").stream()
                .mapToInt(n -> tale.steward.engine.restarts("a", n))
                .sum();
    }
}
