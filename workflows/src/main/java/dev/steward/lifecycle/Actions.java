package dev.steward.lifecycle;

import dev.steward.cluster.Decision;
import dev.steward.cluster.Life;
import dev.steward.cluster.Work;
import dev.steward.lifecycle.ProvisionWorkflow.Provisioned;
import dev.steward.trouble.Trouble;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** Carries out what is decided about the whole of an instance: making it, removing it. */
final class Actions {

    private static final Duration REMOVAL_PAUSE = Duration.ofSeconds(10);

    private final Cluster cluster;

    Actions(Cluster cluster) {
        this.cluster = cluster;
    }

    void provision() {
        String id = cluster.nextChild("provision");
        cluster.doneBy(Operation.Kind.PROVISION, id);
        ProvisionWorkflow child = Children.stub(ProvisionWorkflow.class, id);
        cluster.underway.begin(Work.on(Work.Kind.PROVISION), id, () -> {
            try {
                Provisioned made = child.run(new ProvisionWorkflow.Order(cluster.ordered(), cluster.state.epoch()));
                cluster.owns(made.owner());
                if (cluster.state.life() == Life.CREATING) {
                    cluster.answer(
                            Operation.Kind.PROVISION, Operation.Status.SUCCEEDED, "The instance is ready to use.");
                }
                boolean wanted = cluster.state.life() == Life.CREATING;
                cluster.become(cluster.state
                        .made(made.leader(), made.nodes(), made.redundancy(), made.identity())
                        .become(wanted ? Life.LIVE : cluster.state.life()));
                cluster.enlist();
            } catch (ChildWorkflowFailure e) {
                Trouble trouble = Trouble.of(e);
                if (cluster.state.life() == Life.CREATING && !cluster.goesElsewhere(trouble)) {
                    String sentence = "The instance could not be created: " + trouble.forUser();
                    cluster.answer(Operation.Kind.PROVISION, Operation.Status.FAILED, sentence);
                    cluster.become(cluster.state.gone(Life.FAILED));
                }
            }
        });
    }

    void halt(Decision.Halt decision) {
        cluster.underway.halt(decision.work());
        Workflow.await(() -> !cluster.underway.works().contains(decision.work()));
    }

    void deprovision() {
        String id = cluster.nextChild("deprovision");
        cluster.doneBy(Operation.Kind.DEPROVISION, id);
        DeprovisionWorkflow child = Children.stub(DeprovisionWorkflow.class, id);
        cluster.underway.begin(Work.on(Work.Kind.DEPROVISION), id, () -> {
            try {
                child.run(new DeprovisionWorkflow.Order(cluster.ordered(), cluster.state.nodes()));
            } catch (ChildWorkflowFailure e) {
                Workflow.getLogger(Actions.class)
                        .warn("the removal begins anew: {}", Trouble.of(e).forOperator());
                Workflow.sleep(REMOVAL_PAUSE);
                return;
            }
            cluster.answer(Operation.Kind.DEPROVISION, Operation.Status.SUCCEEDED, "The instance is deleted.");
            cluster.become(cluster.state.gone(Life.DELETED));
        });
    }
}
