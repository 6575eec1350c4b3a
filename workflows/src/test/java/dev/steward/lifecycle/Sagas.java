package dev.steward.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.fakes.FakeSteward;
import dev.steward.fakes.Faults.Fate;
import dev.steward.lifecycle.ProvisionWorkflow.Provisioned;
import dev.steward.trouble.Trouble;
import io.temporal.client.WorkflowFailedException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Holds every child workflow, and what an instance does without one: when it fails at any of its steps (before the step
 * did anything, or after, with its answer lost) nothing is left behind; when every step is done twice the result is the
 * same.
 */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Sagas {

    private final Queue<FakeSteward> idle = new ConcurrentLinkedQueue<>();
    private final Set<Saga> sagas;

    /** @param sagas which of them; some take long, and are held in a class of their own beside the others */
    Sagas(Set<Saga> sagas) {
        this.sagas = sagas;
    }

    /** What a run of a saga came to. */
    private record Ending(Object result, SortedSet<String> inventory, List<String> calls) {}

    @AfterAll
    void close() {
        idle.forEach(FakeSteward::close);
    }

    private Ending run(Saga saga, Trouble.Kind kind, BiFunction<Integer, String, Fate> fates) {
        FakeSteward free = idle.poll();
        FakeSteward steward = free == null ? new FakeSteward() : free;
        try {
            return run(steward, saga, kind, fates);
        } finally {
            idle.add(steward);
        }
    }

    private static Ending run(
            FakeSteward steward, Saga saga, Trouble.Kind kind, BiFunction<Integer, String, Fate> fates) {
        steward.reset();
        List<Provisioned> before = IntStream.range(0, saga.clusters)
                .mapToObj(i -> Saga.provision(steward, Saga.spec()))
                .toList();
        saga.begin(steward);
        steward.faults.order(kind, fates);
        Object result;
        try {
            result = saga.run(steward, before);
        } catch (WorkflowFailedException e) {
            result = Trouble.of(e);
        }
        Ending ending = new Ending(result, steward.cloud.inventory(), steward.faults.calls());
        saga.end(steward);
        return ending;
    }

    private static BiFunction<Integer, String, Fate> at(int step, Fate fate) {
        return (call, name) -> call == step ? fate : Fate.WORKS;
    }

    private final Map<Saga, Ending> undisturbed = new ConcurrentHashMap<>();

    private Ending undisturbed(Saga saga) {
        return undisturbed.computeIfAbsent(saga, s -> run(s, Trouble.Kind.UNAVAILABLE, (call, name) -> Fate.WORKS));
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> aFinalFailureAtAnyStepLeavesNothingBehind() {
        return sagas.stream().flatMap(saga -> {
            int steps = undisturbed(saga).calls().size();
            return IntStream.rangeClosed(1, steps)
                    .boxed()
                    .flatMap(step -> Stream.of(Fate.FAILS, Fate.ANSWER_LOST)
                            .map(fate -> DynamicTest.dynamicTest(
                                    saga + ": step " + step + " of " + steps + " " + fate, () -> {
                                        Ending end = run(saga, Trouble.Kind.IMPOSSIBLE, at(step, fate));
                                        assertThat(end.inventory())
                                                .as("calls: %s, result: %s", end.calls(), end.result())
                                                .isSubsetOf(allowed(saga, end));
                                    })));
        });
    }

    /** Nothing after a failed provision or a deprovision; else nothing that was not there before or is its result. */
    private SortedSet<String> allowed(Saga saga, Ending end) {
        SortedSet<String> before = undisturbed(Saga.REVIVE).inventory();
        return switch (saga) {
            case PROVISION -> end.result() instanceof Provisioned ? before : new TreeSet<>();
            case DEPROVISION -> new TreeSet<>();
            case FAIL_OVER, SWITCH_OVER, REVIVE, REBOOT, UPDATE -> before;
            case GROW, SHRINK -> end.inventory(); // compared with what it is to be, where that is known
            case REPLACE, REPLACE_DISK ->
                end.result() instanceof RecoverWorkflow.Recovered
                        ? undisturbed(saga).inventory()
                        : before;
        };
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> aPassingFailureAtAnyStepChangesNothing() {
        return Stream.of(Saga.PROVISION, Saga.DEPROVISION)
                .filter(sagas::contains)
                .flatMap(saga -> {
                    Ending normal = undisturbed(saga);
                    return IntStream.rangeClosed(1, normal.calls().size())
                            .mapToObj(step -> DynamicTest.dynamicTest(saga + ": step " + step, () -> {
                                Ending end = run(saga, Trouble.Kind.UNAVAILABLE, at(step, Fate.ANSWER_LOST));
                                assertThat(end.inventory()).isEqualTo(normal.inventory());
                                assertThat(end.result()).hasSameClassAs(normal.result());
                            }));
                });
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> everyStepTwiceComesToTheSame() {
        return sagas.stream()
                .map(saga -> DynamicTest.dynamicTest(saga.name(), () -> {
                    Ending once = undisturbed(saga);
                    Ending twice = run(saga, Trouble.Kind.UNAVAILABLE, (call, name) -> Fate.TWICE);
                    assertThat(twice.inventory()).isEqualTo(once.inventory());
                    assertThat(twice.result()).hasSameClassAs(once.result());
                }));
    }

    @Test
    void theCheckCanFail() {
        Ending end = undisturbed(Saga.PROVISION);
        assertThat(end.inventory()).isNotEmpty();
        assertThatThrownBy(() -> assertThat(end.inventory()).isSubsetOf(new TreeSet<String>()))
                .isInstanceOf(AssertionError.class);
    }
}
