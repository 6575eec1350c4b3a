package dev.steward.lifecycle;

import dev.steward.cluster.Blockade;
import dev.steward.cluster.Decision;
import dev.steward.cluster.Node;
import dev.steward.cluster.NodeName;
import dev.steward.cluster.Redundancy;
import dev.steward.cluster.Work;
import dev.steward.engine.ClusterView;
import dev.steward.lifecycle.FailOverWorkflow.Blocked;
import dev.steward.lifecycle.FailOverWorkflow.Forced;
import dev.steward.lifecycle.FailOverWorkflow.MayLead;
import dev.steward.lifecycle.FailOverWorkflow.Superseded;
import dev.steward.lifecycle.FailOverWorkflow.TookOver;
import dev.steward.lifecycle.SwitchOverWorkflow.MayHaveSwitched;
import dev.steward.lifecycle.SwitchOverWorkflow.StillLed;
import dev.steward.lifecycle.SwitchOverWorkflow.SwitchedOver;
import dev.steward.lifecycle.SwitchOverWorkflow.Unfinished;
import dev.steward.trouble.Trouble;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Carries out what is decided about who leads. Each epoch is recorded before anything is done in it. */
final class Succession {

    private static final Duration SWITCH_OVER_PAUSE = Duration.ofSeconds(5);
    private static final Duration BLOCKED_PAUSE = Duration.ofSeconds(5);

    private final Cluster cluster;

    Succession(Cluster cluster) {
        this.cluster = cluster;
    }

    void takeOver(Decision.TakeOver decision) {
        failOver(decision.reason(), null);
    }

    void forceTakeOver(Decision.ForceTakeOver decision) {
        Node leader = cluster.state.node(decision.from());
        failOver(
                decision.reason(),
                new Forced(cluster.ordered().infrastructure(), leader.machine().label()));
    }

    /** A change of the synchronous set ends: its leader is dead, and what it may have done counts. */
    private void failOver(String reason, @Nullable Forced forced) {
        cluster.state = cluster.state.raised();
        cluster.underway.halt(Work.on(Work.Kind.CHANGE_REDUNDANCY));
        String id = WorkflowIds.child(cluster.ordered().id(), "failover-" + cluster.state.epoch());
        FailOverWorkflow child = Children.stub(FailOverWorkflow.class, id);
        FailOverWorkflow.Order order = new FailOverWorkflow.Order(
                cluster.view(), cluster.state.leadership().anyOf(), cluster.underway.nodesTakenDown(), reason, forced);
        cluster.underway.begin(Work.on(Work.Kind.FAIL_OVER), id, () -> {
            try {
                switch (child.run(order)) {
                    case TookOver won -> won(won.leader(), won.redundancy(), forced != null);
                    case MayLead may -> mayLead(may.leader(), may.redundancy(), may.reason(), forced != null);
                    case Blocked blocked -> lost(blocked.reason(), Blockade.Promoted.NOBODY);
                    case Superseded overtaken ->
                        lost("a node has seen a later epoch than ours", Blockade.Promoted.SOMEBODY_PERHAPS);
                }
            } catch (ChildWorkflowFailure e) {
                lost(Trouble.of(e).forOperator(), Blockade.Promoted.SOMEBODY_PERHAPS);
            }
            cluster.enlist();
        });
    }

    private void won(NodeName leader, Redundancy redundancy, boolean oldLeaderIsOff) {
        NodeName old = Objects.requireNonNull(cluster.state.leader());
        cluster.answerOrder(leader + " leads now");
        cluster.become(
                cluster.state.ledBy(leader, redundancy, Time.now()).changed(old, n -> oldLeaderIsOff ? n.off() : n));
    }

    /** Whom the old leader waited for still counts: the next take-over has to satisfy both. */
    private void mayLead(NodeName leader, Redundancy redundancy, String reason, boolean oldLeaderIsOff) {
        NodeName old = Objects.requireNonNull(cluster.state.leader());
        cluster.answerOrder(leader + " leads now as far as is known (" + reason + ")");
        cluster.become(cluster.state
                .mayBeLedBy(leader, redundancy, Time.now())
                .changed(old, n -> oldLeaderIsOff ? n.off() : n));
    }

    /** What it was wanted for may try again later. */
    private void stillLed(String reason) {
        Workflow.getLogger(Succession.class).warn("nothing was switched over: {}", reason);
        cluster.answerOrder(reason);
        cluster.become(cluster.state.delayed(Time.now().plus(SWITCH_OVER_PAUSE)));
    }

    private void lost(String reason, Blockade.Promoted promoted) {
        cluster.answerOrder(reason);
        cluster.become(cluster.state.blockedBy(new Blockade(reason, Time.now().plus(BLOCKED_PAUSE), promoted)));
    }

    void block(Decision.Block decision) {
        cluster.become(cluster.state.blockedBy(new Blockade(decision.reason(), null, Blockade.Promoted.NOBODY)));
    }

    void switchOver(Decision.SwitchOver decision) {
        ClusterView before = cluster.view();
        cluster.state = cluster.state.raised();
        String id = WorkflowIds.child(cluster.ordered().id(), "switchover-" + cluster.state.epoch());
        SwitchOverWorkflow child = Children.stub(SwitchOverWorkflow.class, id);
        SwitchOverWorkflow.Order order = new SwitchOverWorkflow.Order(
                before,
                cluster.view(),
                decision.to(),
                cluster.state.redundancy(),
                cluster.state.leadership().changes());
        cluster.underway.begin(Work.on(Work.Kind.SWITCH_OVER), id, () -> {
            try {
                switch (child.run(order)) {
                    case SwitchedOver done -> won(done.leader(), done.redundancy(), true);
                    case StillLed still -> stillLed(still.reason());
                    case MayHaveSwitched may -> mayLead(may.leader(), may.redundancy(), may.reason(), true);
                    case Unfinished unfinished -> stillLed(unfinished.reason());
                }
            } catch (ChildWorkflowFailure e) {
                lost(Trouble.of(e).forOperator(), Blockade.Promoted.SOMEBODY_PERHAPS);
            }
            cluster.enlist();
        });
    }
}
