package dev.steward.lifecycle;

import dev.steward.cluster.Decision;
import dev.steward.cluster.Identity;
import dev.steward.cluster.Node;
import dev.steward.cluster.NodeName;
import dev.steward.cluster.Outfit;
import dev.steward.cluster.Redundancy;
import dev.steward.cluster.Role;
import dev.steward.cluster.Work;
import dev.steward.engine.ClusterView;
import dev.steward.engine.Engine;
import dev.steward.lifecycle.RecoverWorkflow.NotRecovered;
import dev.steward.lifecycle.RecoverWorkflow.Recovered;
import dev.steward.trouble.Trouble;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** Carries out what is decided about nodes that have to be brought back, and about who confirms commits. */
final class Upkeep {

    private static final Duration REDUNDANCY_PAUSE = Duration.ofSeconds(1);
    private static final Duration REPAIR_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_REPAIR_PAUSE = Duration.ofMinutes(2);

    private final Cluster cluster;
    private final Updates updates;

    Upkeep(Cluster cluster, Updates updates) {
        this.cluster = cluster;
        this.updates = updates;
    }

    void recover(Decision.Recover decision) {
        NodeName name = decision.node();
        String id = cluster.nextChild("recover-" + name);
        cluster.doneBy(Operation.Kind.UPDATE, id);
        RecoverWorkflow child = Children.stub(RecoverWorkflow.class, id);
        Identity identity = Objects.requireNonNull(cluster.state.identity());
        RecoverWorkflow.Order order = new RecoverWorkflow.Order(
                cluster.ordered(),
                cluster.view(),
                cluster.state.node(name),
                decision.role(),
                decision.means(),
                decision.whileItRuns(),
                cluster.state.redundancy(),
                cluster.state.leadership().changes(),
                identity.authority(),
                decision.reason());
        cluster.underway.begin(Work.at(Work.Kind.RECOVER, name), id, () -> {
            try {
                switch (child.run(order)) {
                    case Recovered back -> recovered(name, back, order);
                    case NotRecovered not -> notRecovered(name, not);
                }
            } catch (ChildWorkflowFailure e) {
                notRecovered(name, new NotRecovered(false, Trouble.of(e)));
            }
        });
    }

    /**
     * It counts only for the leadership in which it was done: since then the node may have been left behind. A witness follows
     * nobody, whoever leads: stopped again, it could not be asked by the take-over that waits for it.
     */
    private void recovered(NodeName name, Recovered back, RecoverWorkflow.Order then) {
        boolean counts = then.role() == Role.WITNESS
                || then.cluster().epoch().equals(cluster.state.epoch())
                || name.equals(cluster.state.leader());
        Outfit prepared = back.prepared() ? then.outfit() : null;
        cluster.become(cluster.state
                .changed(name, n -> n.repaired(back.disk(), back.machine(), back.hostKey(), prepared))
                .changed(name, n -> counts ? n : n.unfenced().lost(Time.now()))
                .forgetFinding(name));
        cluster.enlist();
    }

    /**
     * Without a leader that is well a repair can't succeed, and that says nothing about its means. A standby that was well
     * and was to get another machine is lost now.
     */
    private void notRecovered(NodeName name, NotRecovered not) {
        Workflow.getLogger(Upkeep.class).warn("{} is not back: {}", name, not.reason());
        Node node = cluster.state.node(name);
        NodeName leader = Objects.requireNonNull(cluster.state.leader());
        boolean itsOwnFault = name.equals(leader) || cluster.state.sight().sawFine(leader);
        Duration pause = REPAIR_PAUSE.multipliedBy(1L << Math.min(node.repairs(), 6));
        var next = Time.now().plus(pause.compareTo(LONGEST_REPAIR_PAUSE) < 0 ? pause : LONGEST_REPAIR_PAUSE);
        cluster.become(cluster.state
                .changed(name, n -> itsOwnFault ? n.repairFailed(next) : n.repairPaused(next))
                .changed(name, n -> not.fenced() ? n.stopped() : n)
                .changed(name, n -> name.equals(leader) ? n : n.lost(Time.now())));
        updates.hindered(not.trouble());
    }

    /** First it is recorded that it may happen, then it is done, then that it has happened. */
    void change(Decision.ChangeRedundancy decision) {
        Redundancy to = decision.to();
        List<Redundancy> from = cluster.state.leadership().anyOf();
        ClusterView view = cluster.view();
        cluster.state = cluster.state.changingTo(to);
        long change = cluster.state.leadership().changes();
        cluster.underway.begin(Work.on(Work.Kind.CHANGE_REDUNDANCY), "the synchronous set", () -> {
            try {
                engineFor(from).redundancy(view, from, to, change);
                if (view.epoch().equals(cluster.state.epoch())) {
                    cluster.become(cluster.state.confirmedBy(to));
                }
            } catch (ActivityFailure e) {
                Workflow.getLogger(Upkeep.class)
                        .warn(
                                "commits are not confirmed by {} yet: {}",
                                to,
                                Trouble.of(e).forOperator());
                Workflow.sleep(REDUNDANCY_PAUSE);
            }
        });
    }

    /** The way back from nobody takes a checkpoint, and no take-over waits meanwhile. */
    private Engine engineFor(List<Redundancy> from) {
        Doors doors = new Doors(cluster.ordered());
        return from.contains(Redundancy.NONE) ? doors.patientEngine() : doors.promptEngine();
    }
}
