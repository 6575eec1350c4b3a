package dev.steward.lifecycle;

import dev.steward.cluster.ClusterId;
import dev.steward.engine.ClusterView;
import dev.steward.engine.Watch;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Every member is in one shift, and stays in it. */
public final class WatchWorkflowImpl implements WatchWorkflow {

    /** Changes that come within it are taken together. */
    private static final Duration GATHERING = Duration.ofMillis(100);

    private final WatchOrder order;
    private final Watch watch;
    private final List<Shift> shifts = new ArrayList<>();

    @WorkflowInit
    public WatchWorkflowImpl(WatchOrder order) {
        this.order = order;
        this.watch = new Doors(order.infrastructure(), order.engine()).watch();
        order.members().forEach(this::watch);
    }

    @Override
    public void run(WatchOrder sameOrder) {
        while (true) {
            Workflow.await(() -> shifts.stream().anyMatch(Shift::isChanged));
            Workflow.sleep(GATHERING);
            shifts.stream().filter(Shift::isChanged).forEach(s -> s.begin(watch));
            if (Workflow.getInfo().isContinueAsNewSuggested()) {
                Workflow.await(Workflow::isEveryHandlerFinished);
                Workflow.continueAsNew(new WatchOrder(order.infrastructure(), order.engine(), views().toList()));
            }
        }
    }

    private Stream<ClusterView> views() {
        return shifts.stream().flatMap(s -> s.members().stream());
    }

    @Override
    public void watch(ClusterView view) {
        shift(view.id()).include(view);
    }

    private Shift shift(ClusterId id) {
        return shifts.stream()
                .filter(s -> s.includes(id))
                .findFirst()
                .or(() -> shifts.stream().filter(Shift::hasRoom).findFirst())
                .orElseGet(() -> {
                    Shift more = new Shift();
                    shifts.add(more);
                    return more;
                });
    }

    @Override
    public void forget(ClusterId id) {
        shifts.forEach(s -> s.exclude(id));
    }

    @Override
    public List<ClusterId> members() {
        return views().map(ClusterView::id).toList();
    }
}
