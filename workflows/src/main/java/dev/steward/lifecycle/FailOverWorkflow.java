package dev.steward.lifecycle;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.steward.cluster.NodeName;
import dev.steward.cluster.Redundancy;
import dev.steward.engine.ClusterView;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts another node in the place of a dead leader, without losing what was acknowledged: seal, elect, promote. */
@WorkflowInterface
public interface FailOverWorkflow extends Child {

    @WorkflowMethod(name = "FailOver")
    Outcome run(Order order);

    /**
     * Whom to replace.
     *
     * @param cluster in the new epoch, which has been recorded; its leader is the old one
     * @param redundancy for whom the old leader waits
     * @param changingTo for whom it may wait as well, if a change was under way
     * @param reason the evidence
     */
    record Order(
            ClusterView cluster,
            Redundancy redundancy,
            @Nullable Redundancy changingTo,
            String reason) {}

    /** How it ended. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = TookOver.class, name = "tookOver"),
        @JsonSubTypes.Type(value = Blocked.class, name = "blocked"),
        @JsonSubTypes.Type(value = Superseded.class, name = "superseded")
    })
    sealed interface Outcome {}

    /**
     * Another node leads, and has acknowledged a write.
     *
     * @param leader which
     * @param redundancy for whom it waits
     * @param sealed the nodes that were sealed, with their claims, for the reader of the history
     */
    record TookOver(NodeName leader, Redundancy redundancy, List<String> sealed) implements Outcome {}

    /**
     * It is not safe now. What was sealed stays sealed.
     *
     * @param reason one sentence a person can act on
     */
    record Blocked(String reason) implements Outcome {}

    /** A node has seen a later epoch: another take-over goes on from there. */
    record Superseded() implements Outcome {}
}
