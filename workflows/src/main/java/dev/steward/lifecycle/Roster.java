package dev.steward.lifecycle;

import dev.steward.cluster.ClusterId;
import dev.steward.engine.ClusterView;
import io.temporal.activity.ActivityInterface;

/** Who is watched. Served on {@code <infrastructure>/<engine>}. */
@ActivityInterface(namePrefix = "Roster.")
public interface Roster {

    /** Has a cluster watched as this view shows it, from now on. An older epoch's view changes nothing. */
    void enlist(String infrastructure, String engine, ClusterView view);

    /** Has a cluster watched no more. */
    void dismiss(String infrastructure, String engine, ClusterId id);
}
