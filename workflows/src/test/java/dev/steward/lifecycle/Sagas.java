package dev.steward.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.cluster.ClusterSpec;
import dev.steward.cluster.Epoch;
import dev.steward.cluster.Means;
import dev.steward.cluster.NodeName;
import dev.steward.cluster.Request;
import dev.steward.cluster.Role;
import dev.steward.engine.ClusterView;
import dev.steward.fakes.FakeSteward;
import dev.steward.fakes.Faults.Fate;
import dev.steward.lifecycle.ProvisionWorkflow.Provisioned;
import dev.steward.trouble.Trouble;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
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

    /** A child workflow under test: what is there before it, and how it is run. */
    enum Saga {
        PROVISION(0) {
            @Override
            Object run(FakeSteward steward, List<Provisioned> before) {
                return provision(steward, spec());
            }
        },
        FAIL_OVER(1) {
            @Override
            Object run(FakeSteward steward, List<Provisioned> before) {
                steward.cloud.kill("c", "n1");
                Provisioned made = before.getFirst();
                ClusterView view = Views.of(spec(), Epoch.FIRST.next(), made.nodes(), made.leader(), made.identity());
                return stub(steward, FailOverWorkflow.class)
                        .run(new FailOverWorkflow.Order(view, List.of(made.redundancy()), List.of(), "test", null));
            }
        },
        SWITCH_OVER(1) {
            @Override
            Object run(FakeSteward steward, List<Provisioned> before) {
                Provisioned made = before.getFirst();
                ClusterView view = Views.of(spec(), Epoch.FIRST, made.nodes(), made.leader(), made.identity());
                ClusterView next = Views.of(spec(), Epoch.FIRST.next(), made.nodes(), made.leader(), made.identity());
                return stub(steward, SwitchOverWorkflow.class)
                        .run(new SwitchOverWorkflow.Order(view, next, NodeName.of(3), made.redundancy(), 0));
            }
        },
        REPLACE_DISK(1) {
            @Override
            Object run(FakeSteward steward, List<Provisioned> before) {
                steward.cloud.kill("c", "n3");
                return recover(steward, before.getFirst(), 3, Means.REPLACE_DISK);
            }
        },
        REPLACE(1) {
            @Override
            Object run(FakeSteward steward, List<Provisioned> before) {
                steward.cloud.kill("c", "n3");
                return recover(steward, before.getFirst(), 3, Means.REPLACE_MACHINE);
            }
        },
        REBOOT(1) {
            @Override
            Object run(FakeSteward steward, List<Provisioned> before) {
                steward.cloud.kill("c", "n3");
                return recover(steward, before.getFirst(), 3, Means.RESTART);
            }
        },
        REVIVE(1) {
            @Override
            Object run(FakeSteward steward, List<Provisioned> before) {
                steward.engine.kill("c", "n2");
                return recover(steward, before.getFirst(), 2, Means.RESTART);
            }
        },
        UPDATE(0) {
            @Override
            void begin(FakeSteward steward) {
                new Tale(steward).provisioned("c", 3);
            }

            @Override
            Object run(FakeSteward steward, List<Provisioned> before) {
                Tale tale = new Tale(steward);
                ClusterWorkflow cluster = tale.stub("c");
                ClusterSpec now = cluster.report().spec();
                cluster.update(new Alteration(now.request(), tuned(now)));
                Operation.Status status = tale.untilUpdated(cluster).operation().status();
                Report whole = tale.untilWatched(cluster, r -> r.phase() == Phase.HEALTHY);
                assertThat(now.names())
                        .as("every node is what the instance is, %s", status)
                        .allMatch(n -> steward.engine
                                .settings("c", n.value())
                                .equals(whole.spec().settings()));
                return new Updated(status);
            }

            @Override
            void end(FakeSteward steward) {
                steward.client()
                        .newUntypedWorkflowStub(WorkflowIds.cluster(spec().id()))
                        .terminate("the test is over");
            }
        },
        GROW(0) {
            @Override
            void begin(FakeSteward steward) {
                new Tale(steward).provisioned("c", 1);
            }

            @Override
            Object run(FakeSteward steward, List<Provisioned> before) {
                return reshape(steward, 3);
            }

            @Override
            void end(FakeSteward steward) {
                UPDATE.end(steward);
            }
        },
        SHRINK(0) {
            @Override
            void begin(FakeSteward steward) {
                new Tale(steward).provisioned("c", 3);
            }

            @Override
            Object run(FakeSteward steward, List<Provisioned> before) {
                return reshape(steward, 1);
            }

            @Override
            void end(FakeSteward steward) {
                UPDATE.end(steward);
            }
        },
        DEPROVISION(1) {
            @Override
            Object run(FakeSteward steward, List<Provisioned> before) {
                stub(steward, DeprovisionWorkflow.class)
                        .run(new DeprovisionWorkflow.Order(
                                spec(), before.getFirst().nodes()));
                return "done";
            }
        };

        private final int clusters;

        Saga(int clusters) {
            this.clusters = clusters;
        }

        /** What it takes besides to be there before. */
        void begin(FakeSteward steward) {}

        abstract Object run(FakeSteward steward, List<Provisioned> before);

        /** What would go on. */
        void end(FakeSteward steward) {}

        /** To other settings, some of which need a restart. */
        static ClusterSpec tuned(ClusterSpec now) {
            Map<String, String> settings = Map.of("restart_me", "1");
            return new ClusterSpec(
                    now.id(),
                    now.plan(),
                    now.engine(),
                    now.version(),
                    now.infrastructure(),
                    now.otherwise(),
                    now.nodes(),
                    now.size(),
                    now.diskGib(),
                    settings,
                    now.extras(),
                    now.limits(),
                    new Request("service", now.request().planId(), Map.of("settings", settings), Map.of()));
        }

        /** Whatever comes of it, there is what the instance is then, and nothing else. */
        static Object reshape(FakeSteward steward, int nodes) {
            Tale tale = new Tale(steward);
            ClusterWorkflow cluster = tale.stub("c");
            cluster.update(new Alteration(cluster.report().spec().request(), FakeSteward.spec("c", nodes)));
            Operation.Status status = tale.untilUpdated(cluster).operation().status();
            Report whole = tale.untilWatched(cluster, r -> r.phase() == Phase.HEALTHY);
            assertThat(steward.cloud.inventory())
                    .as("nothing is left over, %s", status)
                    .hasSize(1 + 3 * whole.spec().nodes());
            return new Updated(status);
        }

        static ClusterSpec spec() {
            return FakeSteward.spec("c", 3);
        }

        static Provisioned provision(FakeSteward steward, ClusterSpec spec) {
            return stub(steward, ProvisionWorkflow.class).run(new ProvisionWorkflow.Order(spec, Epoch.FIRST));
        }

        static Object recover(FakeSteward steward, Provisioned made, int node, Means means) {
            ClusterView view = Views.of(spec(), Epoch.FIRST, made.nodes(), made.leader(), made.identity());
            return stub(steward, RecoverWorkflow.class)
                    .run(new RecoverWorkflow.Order(
                            spec(),
                            view,
                            made.nodes().get(NodeName.of(node).ordinal() - 1),
                            Role.STANDBY,
                            means,
                            means,
                            made.redundancy(),
                            0,
                            made.identity().authority(),
                            "test"));
        }

        static <T> T stub(FakeSteward steward, Class<T> type) {
            return steward.client()
                    .newWorkflowStub(
                            type,
                            WorkflowOptions.newBuilder()
                                    .setTaskQueue(TaskQueues.clusters("fake", "fake"))
                                    .build());
        }
    }

    /** Not a child's result: an update is a series of decisions. */
    private record Updated(Operation.Status status) {}

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
