package dev.steward.lifecycle;

import dev.steward.cluster.Life;
import dev.steward.cluster.Node;
import dev.steward.cluster.NodeName;
import dev.steward.cluster.OperatorOrder;
import dev.steward.cluster.Work;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What a person can have done to a cluster: one order at a time, and whoever gives it waits for what became of it. */
final class Orders {

    /** What has not begun by then is not wanted any more. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Cluster cluster;

    Orders(Cluster cluster) {
        this.cluster = cluster;
    }

    void maySwitchOver(@Nullable NodeName to) {
        requireFree();
        if (cluster.state.alone()) {
            throw Refusal.UNUSABLE.because("An instance of one machine has nobody to switch to.");
        }
        if (to != null && !cluster.state.names().contains(to)) {
            throw Refusal.UNUSABLE.because("There is no node " + to + ".");
        }
        if (to != null && to.equals(cluster.state.leader())) {
            throw Refusal.UNUSABLE.because(to + " leads already.");
        }
        if (cluster.phase() != Phase.HEALTHY) {
            throw Refusal.UNUSABLE.because("The instance is not healthy (" + cluster.phase() + "): nothing is switched "
                    + "over while something has to be repaired.");
        }
    }

    String switchOver(@Nullable NodeName to) {
        maySwitchOver(to); // another order may have come in between
        NodeName next = to == null ? firstStandby() : to;
        return await(new OperatorOrder.SwitchOver(next), () -> next.equals(cluster.state.leader()));
    }

    private NodeName firstStandby() {
        return cluster.state.names().stream()
                .filter(n -> !n.equals(cluster.state.leader()))
                .findFirst()
                .orElseThrow();
    }

    void mayForceTakeOver() {
        requireFree();
        if (cluster.state.blocked() == null || hasNobodyElse()) {
            throw Refusal.UNUSABLE.because(
                    "Nothing has to be forced: no take-over is blocked. What is possible without a loss is done by itself.");
        }
    }

    private boolean hasNobodyElse() {
        return cluster.state.nodes().stream().filter(Node::exists).count() < 2;
    }

    String forceTakeOver() {
        mayForceTakeOver();
        NodeName old = Objects.requireNonNull(cluster.state.leader());
        return await(new OperatorOrder.ForceTakeOver(), () -> !old.equals(cluster.state.leader()));
    }

    private String await(OperatorOrder order, BooleanSupplier done) {
        cluster.become(cluster.state.ordered(order));
        Workflow.await(PATIENCE, () -> isAnswered(order) || hasBegun());
        if (!hasBegun() && !isAnswered(order)) {
            cluster.answerOrder("it had not begun after " + PATIENCE.toSeconds() + " s");
        }
        Workflow.await(() -> isAnswered(order));
        if (!done.getAsBoolean()) {
            throw Refusal.UNUSABLE.because("It was not done: " + cluster.orderAnswer + ".");
        }
        return cluster.orderAnswer;
    }

    private boolean isAnswered(OperatorOrder order) {
        return !order.equals(cluster.state.order());
    }

    private boolean hasBegun() {
        return cluster.underway.works().stream()
                .map(Work::kind)
                .anyMatch(kind -> kind == Work.Kind.FAIL_OVER || kind == Work.Kind.SWITCH_OVER);
    }

    private void requireFree() {
        if (cluster.state.life() != Life.LIVE) {
            throw Refusal.UNUSABLE.because("The instance is not in use: " + cluster.state.life() + ".");
        }
        if (cluster.state.order() != null) {
            throw Refusal.BUSY.because("Another order is being carried out.");
        }
    }
}
