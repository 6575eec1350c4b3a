package dev.steward.lifecycle;

import dev.steward.cluster.ClusterId;
import dev.steward.engine.ClusterView;
import dev.steward.engine.Watch;
import dev.steward.engine.WatchGroup;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Those of a group whom one activity watches. A change of one has the activity of its shift begin anew, which carries all
 * its views and tells all its verdicts again: few enough that what a change costs does not grow with the group.
 */
final class Shift {

    static final int ROOM = 32;

    private final Map<String, ClusterView> members = new TreeMap<>();
    private boolean changed;
    private @Nullable CancellationScope activity;

    boolean hasRoom() {
        return members.size() < ROOM;
    }

    boolean isChanged() {
        return changed;
    }

    Collection<ClusterView> members() {
        return members.values();
    }

    boolean includes(ClusterId id) {
        return members.containsKey(id.value());
    }

    /** What is older than what is known changes nothing. */
    void include(ClusterView view) {
        ClusterView known = members.get(view.id().value());
        if (known == null || known.epoch().compareTo(view.epoch()) <= 0) {
            members.put(view.id().value(), view);
            changed = true;
        }
    }

    void exclude(ClusterId id) {
        changed |= members.remove(id.value()) != null;
    }

    /** A new activity begins at once, then the old one is cancelled: both overlap, which is harmless. */
    void begin(Watch watch) {
        changed = false;
        CancellationScope former = activity;
        List<ClusterView> clusters = List.copyOf(members.values());
        activity = clusters.isEmpty()
                ? null
                : Workflow.newCancellationScope(() -> Async.procedure(watch::watch, new WatchGroup(clusters)));
        if (activity != null) {
            activity.run();
        }
        if (former != null) {
            former.cancel("the group has changed");
        }
    }
}
