package dev.steward.lifecycle;

import dev.steward.cluster.ClusterId;
import dev.steward.engine.ClusterView;
import dev.steward.engine.Watch;
import dev.steward.engine.WatchGroup;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** When members change a new activity begins at once and the old one is cancelled: both overlap, which is harmless. */
public final class WatchWorkflowImpl implements WatchWorkflow {

    /** Changes that come within it are taken together. */
    private static final Duration GATHERING = Duration.ofMillis(100);

    private final WatchOrder order;
    private final Watch watch;
    private final Map<String, ClusterView> members = new TreeMap<>();
    private boolean changed;

    @WorkflowInit
    public WatchWorkflowImpl(WatchOrder order) {
        this.order = order;
        this.watch = new Doors(order.infrastructure(), order.engine()).watch();
        order.members().forEach(view -> members.put(view.id().value(), view));
        changed = !members.isEmpty();
    }

    @Override
    public void run(WatchOrder sameOrder) {
        @Nullable CancellationScope current = null;
        while (true) {
            Workflow.await(() -> changed);
            Workflow.sleep(GATHERING);
            changed = false;
            CancellationScope former = current;
            current = members.isEmpty() ? null : begin(List.copyOf(members.values()));
            if (former != null) {
                former.cancel("the group has changed");
            }
            if (Workflow.getInfo().isContinueAsNewSuggested()) {
                Workflow.await(Workflow::isEveryHandlerFinished);
                Workflow.continueAsNew(
                        new WatchOrder(order.infrastructure(), order.engine(), List.copyOf(members.values())));
            }
        }
    }

    private CancellationScope begin(List<ClusterView> clusters) {
        CancellationScope scope =
                Workflow.newCancellationScope(() -> Async.procedure(watch::watch, new WatchGroup(clusters)));
        scope.run();
        return scope;
    }

    @Override
    public void watch(ClusterView view) {
        ClusterView known = members.get(view.id().value());
        if (known == null || known.epoch().compareTo(view.epoch()) <= 0) {
            members.put(view.id().value(), view);
            changed = true;
        }
    }

    @Override
    public void forget(ClusterId id) {
        changed |= members.remove(id.value()) != null;
    }

    @Override
    public List<ClusterId> members() {
        return members.values().stream().map(ClusterView::id).toList();
    }
}
