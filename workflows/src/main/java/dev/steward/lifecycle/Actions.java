package dev.steward.lifecycle;

import dev.steward.cluster.Blockade;
import dev.steward.cluster.Decision;
import dev.steward.cluster.Identity;
import dev.steward.cluster.Life;
import dev.steward.cluster.Node;
import dev.steward.cluster.NodeName;
import dev.steward.cluster.Redundancy;
import dev.steward.cluster.Work;
import dev.steward.engine.ClusterView;
import dev.steward.lifecycle.FailOverWorkflow.Blocked;
import dev.steward.lifecycle.FailOverWorkflow.Superseded;
import dev.steward.lifecycle.FailOverWorkflow.TookOver;
import dev.steward.lifecycle.ProvisionWorkflow.Provisioned;
import dev.steward.lifecycle.RecoverWorkflow.NotRecovered;
import dev.steward.lifecycle.RecoverWorkflow.Recovered;
import dev.steward.trouble.Trouble;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Objects;

/** Carries decisions out: each by a child workflow, whose result becomes part of the state. */
final class Actions {

    private static final Duration BLOCKED_PAUSE = Duration.ofSeconds(5);
    private static final Duration REDUNDANCY_PAUSE = Duration.ofSeconds(5);
    private static final Duration REPAIR_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_REPAIR_PAUSE = Duration.ofMinutes(2);

    private final Cluster cluster;
    private final Doors doors;

    Actions(Cluster cluster) {
        this.cluster = cluster;
        doors = new Doors(cluster.ordered());
    }

    void provision() {
        String id = cluster.nextChild("provision");
        ProvisionWorkflow child = child(ProvisionWorkflow.class, id);
        cluster.underway.begin(Work.on(Work.Kind.PROVISION), id, () -> {
            try {
                Provisioned made = child.run(new ProvisionWorkflow.Order(cluster.ordered(), cluster.state.epoch()));
                if (cluster.state.life() == Life.CREATING) {
                    cluster.answer(
                            Operation.Kind.PROVISION, Operation.Status.SUCCEEDED, "The instance is ready to use.");
                }
                boolean wanted = cluster.state.life() == Life.CREATING;
                cluster.become(cluster.state
                        .made(made.leader(), made.nodes(), made.redundancy(), made.identity())
                        .become(wanted ? Life.LIVE : cluster.state.life()));
                enlist();
            } catch (ChildWorkflowFailure e) {
                if (cluster.state.life() == Life.CREATING) {
                    String sentence = "The instance could not be created: "
                            + Trouble.of(e).forUser();
                    cluster.answer(Operation.Kind.PROVISION, Operation.Status.FAILED, sentence);
                    cluster.become(cluster.state.gone(Life.FAILED));
                }
            }
        });
    }

    /** The new epoch is recorded by this very act, before anything is done in it. */
    void takeOver(Decision.TakeOver decision) {
        cluster.state = cluster.state.raised();
        cluster.underway.halt(Work.on(Work.Kind.CHANGE_REDUNDANCY)); // its leader is dead; what it may have done counts
        String id = WorkflowIds.child(cluster.ordered().id(), "failover-" + cluster.state.epoch());
        FailOverWorkflow child = child(FailOverWorkflow.class, id);
        FailOverWorkflow.Order order = new FailOverWorkflow.Order(
                cluster.view(), cluster.state.redundancy(), cluster.state.changingTo(), decision.reason());
        cluster.underway.begin(Work.on(Work.Kind.FAIL_OVER), id, () -> {
            try {
                switch (child.run(order)) {
                    case TookOver won -> {
                        Meters.unfenced();
                        cluster.become(cluster.state.ledBy(won.leader(), won.redundancy()));
                    }
                    case Blocked blocked -> block(blocked.reason());
                    case Superseded overtaken -> block("a node has seen a later epoch than ours");
                }
            } catch (ChildWorkflowFailure e) {
                block(Trouble.of(e).forOperator());
            }
            enlist();
        });
    }

    private void block(String reason) {
        cluster.become(cluster.state.blockedBy(new Blockade(reason, Time.now().plus(BLOCKED_PAUSE))));
    }

    void recover(Decision.Recover decision) {
        NodeName name = decision.node();
        String id = cluster.nextChild("recover-" + name);
        RecoverWorkflow child = child(RecoverWorkflow.class, id);
        Identity identity = Objects.requireNonNull(cluster.state.identity());
        RecoverWorkflow.Order order = new RecoverWorkflow.Order(
                cluster.ordered(), cluster.view(), cluster.state.node(name), identity.authority(), decision.reason());
        cluster.underway.begin(Work.at(Work.Kind.RECOVER, name), id, () -> {
            try {
                switch (child.run(order)) {
                    case Recovered back -> recovered(name, back, order.cluster());
                    case NotRecovered not -> notRecovered(name, not.fenced());
                }
            } catch (ChildWorkflowFailure e) {
                notRecovered(name, false);
            }
        });
    }

    /** It counts only for the leadership in which it was done: since then the node may have been left behind. */
    private void recovered(NodeName name, Recovered back, ClusterView then) {
        countFencing(name, true);
        boolean sameLeadership = then.epoch().equals(cluster.state.epoch());
        cluster.become(cluster.state
                .changed(name, n -> n.repaired(back.disk(), back.machine(), back.hostKey()))
                .changed(name, n -> sameLeadership ? n : n.unfenced())
                .forgetFinding(name));
        enlist();
    }

    private void notRecovered(NodeName name, boolean fenced) {
        countFencing(name, fenced);
        Node node = cluster.state.node(name);
        Duration pause = REPAIR_PAUSE.multipliedBy(1L << Math.min(node.repairs(), 6));
        Duration bounded = pause.compareTo(LONGEST_REPAIR_PAUSE) < 0 ? pause : LONGEST_REPAIR_PAUSE;
        cluster.become(
                cluster.state.changed(name, n -> n.repairFailed(Time.now().plus(bounded), fenced)));
    }

    private void countFencing(NodeName name, boolean fenced) {
        if (fenced && !cluster.state.node(name).fenced()) {
            Meters.fenced();
        }
    }

    /** First it is recorded that it may happen, then it is done, then that it has happened. */
    void change(Decision.ChangeRedundancy decision) {
        Redundancy to = decision.to();
        ClusterView view = cluster.view();
        cluster.state = cluster.state.changingTo(to);
        cluster.underway.begin(Work.on(Work.Kind.CHANGE_REDUNDANCY), "the synchronous set", () -> {
            Steps steps = Steps.within(Duration.ofMinutes(1));
            try {
                steps.insistOn(() -> doors.engine().redundancy(view, cluster.state.redundancy(), to));
                if (view.epoch().equals(cluster.state.epoch())) {
                    cluster.become(cluster.state.confirmedBy(to));
                }
            } catch (ActivityFailure | io.temporal.failure.ApplicationFailure e) {
                Workflow.getLogger(Actions.class)
                        .warn(
                                "the synchronous set was not changed: {}",
                                Trouble.of(e).forOperator());
                Workflow.sleep(REDUNDANCY_PAUSE);
            }
        });
    }

    void halt(Decision.Halt decision) {
        cluster.underway.halt(decision.work());
        Workflow.await(() -> !cluster.underway.works().contains(decision.work()));
    }

    void deprovision() {
        String id = cluster.nextChild("deprovision");
        DeprovisionWorkflow child = child(DeprovisionWorkflow.class, id);
        cluster.underway.begin(Work.on(Work.Kind.DEPROVISION), id, () -> {
            child.run(new DeprovisionWorkflow.Order(cluster.ordered(), cluster.state.nodes()));
            cluster.answer(Operation.Kind.DEPROVISION, Operation.Status.SUCCEEDED, "The instance is deleted.");
            cluster.become(cluster.state.gone(Life.DELETED));
        });
    }

    /** From now on it is watched as it is now: a verdict on it always follows. */
    private void enlist() {
        if (cluster.state.life() == Life.LIVE) {
            doors.roster()
                    .enlist(
                            cluster.ordered().infrastructure(),
                            cluster.ordered().engine(),
                            cluster.view());
        }
    }

    private static <T> T child(Class<T> type, String id) {
        return Workflow.newChildWorkflowStub(
                type,
                ChildWorkflowOptions.newBuilder()
                        .setWorkflowId(id)
                        .setWorkflowTaskTimeout(Duration.ofSeconds(3))
                        .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_REQUEST_CANCEL)
                        .setCancellationType(ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED)
                        .build());
    }
}
