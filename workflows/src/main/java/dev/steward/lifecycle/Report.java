package dev.steward.lifecycle;

import dev.steward.cluster.Blockade;
import dev.steward.cluster.ClusterSpec;
import dev.steward.cluster.Concern;
import dev.steward.cluster.Epoch;
import dev.steward.cluster.Health;
import dev.steward.cluster.Life;
import dev.steward.cluster.NodeName;
import dev.steward.cluster.OperatorOrder;
import dev.steward.cluster.Redundancy;
import dev.steward.tunnels.Passage;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an instance tells of itself. Free of secrets.
 *
 * @param spec what it is to be; null before anything was asked for
 * @param life where it is between order and end
 * @param phase how it is, in one word: see {@link Phase}
 * @param operation what the platform last asked for; null before anything was
 * @param children the ids of the workflows that work on it now
 * @param epoch of its leadership
 * @param leader who leads; null while nobody does
 * @param redundancy who confirms commits, as far as it is certain
 * @param possible who may confirm them instead, while a change is on its way
 * @param members its nodes
 * @param blocked why a take-over is not possible, while that is so
 * @param order what a person has asked for and is not done yet
 * @param bindings the ids of its bindings
 * @param tunnelled how its tunnels were used, the newest at the end
 */
public record Report(
        @Nullable ClusterSpec spec,
        Life life,
        Phase phase,
        @Nullable Operation operation,
        List<String> children,
        Epoch epoch,
        @Nullable NodeName leader,
        Redundancy redundancy,
        List<Redundancy> possible,
        List<Member> members,
        @Nullable Blockade blocked,
        @Nullable OperatorOrder order,
        List<String> bindings,
        List<Passage> tunnelled) {

    /** Whether this is what was asked for last, and is not done yet. */
    public boolean goesOn(Operation.Kind what) {
        return operation != null && operation.goesOn(what);
    }

    /**
     * A node, for a reader.
     *
     * @param name which
     * @param ip its address
     * @param machine its machine's id
     * @param health what the watch says of it
     * @param concerns what it would have a person look at
     * @param evidence why it says so
     * @param fenced false while nobody has confirmed that it stopped leading
     * @param lostSince since when it does not do its part; null while it does
     * @param repairs how many repairs of it have failed since it was last fine
     */
    public record Member(
            NodeName name,
            String ip,
            String machine,
            Health health,
            Set<Concern> concerns,
            String evidence,
            boolean fenced,
            @Nullable Instant lostSince,
            int repairs) {}
}
