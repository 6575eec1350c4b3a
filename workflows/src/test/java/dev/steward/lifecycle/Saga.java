package dev.steward.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.cluster.ClusterSpec;
import dev.steward.cluster.Epoch;
import dev.steward.cluster.Means;
import dev.steward.cluster.NodeName;
import dev.steward.cluster.Request;
import dev.steward.cluster.Role;
import dev.steward.engine.ClusterView;
import dev.steward.fakes.FakeSteward;
import dev.steward.lifecycle.ProvisionWorkflow.Provisioned;
import io.temporal.client.WorkflowOptions;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

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
    UPDATE(0, 3) {
        @Override
        Object run(FakeSteward steward, List<Provisioned> before) {
            Report whole = updated(steward, Saga::tuned);
            assertThat(whole.spec().names())
                    .as("every node is what the instance is, %s", whole.operation())
                    .allMatch(n -> steward.engine
                            .settings("c", n.value())
                            .equals(whole.spec().settings()));
            return new Updated(whole.operation().status());
        }
    },
    GROW(0, 1) {
        @Override
        Object run(FakeSteward steward, List<Provisioned> before) {
            return reshape(steward, 3);
        }
    },
    SHRINK(0, 3) {
        @Override
        Object run(FakeSteward steward, List<Provisioned> before) {
            return reshape(steward, 1);
        }
    },
    DEPROVISION(1) {
        @Override
        Object run(FakeSteward steward, List<Provisioned> before) {
            stub(steward, DeprovisionWorkflow.class)
                    .run(new DeprovisionWorkflow.Order(spec(), before.getFirst().nodes()));
            return "done";
        }
    };

    final int clusters;
    private final int nodes;

    /** A child's: so many clusters were provisioned before. */
    Saga(int clusters) {
        this(clusters, 0);
    }

    /** @param nodes of the instance that lives before; 0: none does */
    Saga(int clusters, int nodes) {
        this.clusters = clusters;
        this.nodes = nodes;
    }

    /** What it takes besides to be there before. */
    void begin(FakeSteward steward) {
        if (nodes > 0) {
            new Tale(steward).provisioned("c", nodes);
        }
    }

    abstract Object run(FakeSteward steward, List<Provisioned> before);

    /** What would go on. */
    void end(FakeSteward steward) {
        if (nodes > 0) {
            steward.client()
                    .newUntypedWorkflowStub(WorkflowIds.cluster(spec().id()))
                    .terminate("the test is over");
        }
    }

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
        Report whole = updated(steward, now -> FakeSteward.spec("c", nodes));
        assertThat(steward.cloud.inventory())
                .as("nothing is left over, %s", whole.operation())
                .hasSize(1 + 3 * whole.spec().nodes());
        return new Updated(whole.operation().status());
    }

    /** The instance when its update has ended, however it did, and all of it is well. */
    private static Report updated(FakeSteward steward, UnaryOperator<ClusterSpec> to) {
        Tale tale = new Tale(steward);
        ClusterWorkflow cluster = tale.stub("c");
        ClusterSpec now = cluster.report().spec();
        cluster.update(new Alteration(now.request(), to.apply(now)));
        tale.untilUpdated(cluster);
        return tale.untilWatched(cluster, r -> r.phase() == Phase.HEALTHY);
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

    /** Not a child's result: an update is a series of decisions. */
    private record Updated(Operation.Status status) {}
}
