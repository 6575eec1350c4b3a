package dev.steward.engine;

import dev.steward.cluster.ClusterId;
import dev.steward.cluster.Extras;
import dev.steward.cluster.Identity;
import dev.steward.cluster.Lsn;
import dev.steward.cluster.NodeName;
import dev.steward.cluster.Redundancy;
import dev.steward.cluster.Standing;
import io.temporal.activity.ActivityInterface;
import java.util.List;
import java.util.Map;

/**
 * The door to a data service: its know-how, over SSH and its own protocol. Served on
 * {@code <infrastructure>/<engine>}; in a take-over the same calls run as local activities.
 *
 * <p>Every call may be repeated and does what is still to be done. Each carries its epoch (in the {@link ClusterView})
 * to the node; a node that has seen a later one refuses with STALE_EPOCH. Other errors are
 * {@link dev.steward.trouble.Trouble}s that may pass.
 */
@ActivityInterface(namePrefix = "Engine.")
public interface Engine {

    /** Makes a certificate authority and our own superuser's certificate. Each call makes others. */
    Identity issueIdentity(ClusterId cluster);

    /**
     * Makes a machine fit for its part, before the data service first starts there: scripts, disk (formatted if it is
     * empty, else as it is), certificates, settings, and the packet filter, sealed, in the view's epoch. Also after
     * every boot.
     */
    void prepare(NodeOrder order);

    /**
     * Makes the first data on this node and starts it as the leader, waiting for this redundancy from its first
     * acknowledged commit on. On data that exists, only starts it.
     */
    void initialise(ClusterView cluster, NodeName leader, Redundancy redundancy);

    /** Copies the leader's data to a node that has none and starts it as a standby. Returns when it streams. */
    void join(ClusterView cluster, NodeName node);

    /**
     * Starts a leader again on the data it has: the only node of an instance, or one whose place nobody has taken.
     * Returns when it serves. One whose promotion did not get to its end is a standby still: it is awakened as such, sealed.
     *
     * @param redundancy who has to confirm from its first commit on
     * @param change the number of the last change of that, as for {@link #redundancy}
     */
    void resume(ClusterView cluster, NodeName node, Redundancy redundancy, long change);

    /**
     * Starts a standby that has no leader to follow, sealed, so that it can say how far it has come. Returns when it
     * answers. One that runs is left alone.
     */
    void awaken(ClusterView cluster, NodeName node);

    /**
     * Closes the node's packet filter, so that it receives from no leader and confirms to none, and says how far it had
     * come by then. For good: until {@link #promote} or {@link #follow} of this epoch or a later one.
     */
    Standing seal(ClusterView cluster, NodeName node);

    /**
     * Makes a sealed node the leader of the view's epoch: sets who has to confirm, sees that it is set, ends the
     * sessions that hold up replay, promotes. Returns when it accepts writes.
     */
    void promote(ClusterView cluster, NodeName node, Redundancy redundancy);

    /**
     * Points a sealed standby at the leader of the view's epoch and opens its filter to it. Does not wait. It knows who has to
     * confirm if it leads next.
     */
    void follow(ClusterView cluster, NodeName node);

    /** Proves that the leader acknowledges: a real write that waits for whoever has to confirm. */
    void confirm(ClusterView cluster, NodeName leader);

    /**
     * Brings back a node that was away, whatever its history, as a standby of the view's leader: continues, rewinds or
     * copies anew. Returns when it streams. A standby that streams already goes on. It knows
     * who has to confirm if it leads next.
     */
    void rejoin(ClusterView cluster, NodeName node);

    /**
     * Has a node go by the view's settings and {@link Extras}, without interrupting what it does.
     *
     * @return whether some of them take effect only by {@link #restart} (or when the node starts for another reason)
     * @throws io.temporal.failure.ApplicationFailure IMPOSSIBLE when it can't go by them; it goes by the former ones then
     */
    boolean adjust(NodeOrder order);

    /**
     * Starts the data service anew, in order, where {@link #adjust} has left something to take effect; else leaves it
     * alone. Of a cluster only a standby is started anew so: returns when it streams. One that is alone: when it serves.
     */
    void restart(ClusterView cluster, NodeName node);

    /** Stops the data service on a node at once, and keeps it from being started in an older epoch. */
    void stop(ClusterView cluster, NodeName node);

    /**
     * Has commits confirmed by these, and returns when that is true of every process: the second half of a joint
     * change. The caller has recorded that the change may have happened.
     *
     * @param from everyone who may have confirmed before
     * @param change its number; a node refuses one that is lower than the last it has seen in this epoch
     */
    void redundancy(ClusterView cluster, List<Redundancy> from, Redundancy to, long change);

    /**
     * Sees whether a standby can take over without a fault, and prepares both: it streams, is close behind, nothing holds
     * up its replay; a checkpoint on both makes the change short. In the present epoch; changes nothing else.
     */
    void rehearse(ClusterView cluster, NodeName candidate);

    /**
     * Shuts the leader down in order: it accepts nothing more and sends all it has to its standbys. The view's epoch is
     * the next one; from it on the node is stopped.
     *
     * @return where its log ends: who has that has everything
     */
    Lsn retire(ClusterView cluster, NodeName leader);

    /** Adds to the leader's database what the view's {@link Extras} name and it has not yet. */
    void furnish(ClusterView cluster);

    /**
     * Makes or renews an application's access at the leader.
     *
     * @return the credentials, in the form in which the platform hands them on
     */
    Map<String, Object> bind(BindOrder order);

    /**
     * The credentials of an access that was made, with all hosts that the cluster has now. Asks nobody and makes nothing:
     * who has the former ones has an access as before.
     */
    Map<String, Object> readdress(ClusterView cluster, Map<String, Object> credentials);

    /** Takes an application's access away, ends its sessions, and leaves what it made to the other bindings. */
    void unbind(ClusterView cluster, String bindingId);
}
