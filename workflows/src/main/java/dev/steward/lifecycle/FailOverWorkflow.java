package dev.steward.lifecycle;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.steward.cluster.NodeName;
import dev.steward.cluster.Redundancy;
import dev.steward.engine.ClusterView;
import dev.steward.machines.Label;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts another node in the place of a dead leader, without losing what was acknowledged: seal, elect, promote. */
@WorkflowInterface
public interface FailOverWorkflow {

    @WorkflowMethod(name = "FailOver")
    Outcome run(Order order);

    /**
     * Whom to replace.
     *
     * @param cluster in the new epoch, which has been recorded; its leader is the old one
     * @param waitsFor for whom the old leader may be waiting: each of them has to be sealed
     * @param busy nodes that an older epoch still repairs: what is done to them now may be undone by that, so they are
     *     neither sealed nor counted
     * @param reason the evidence
     * @param forced set when a person has accepted that acknowledged commits are lost
     */
    record Order(
            ClusterView cluster,
            List<Redundancy> waitsFor,
            List<NodeName> busy,
            String reason,
            @Nullable Forced forced) {}

    /**
     * What is needed to take over from a leader that can't be sealed: certainty that it is off.
     *
     * @param infrastructure where its machine is
     * @param machine which has to be off before anything is promoted
     */
    record Forced(String infrastructure, Label machine) {}

    /** How it ended. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = TookOver.class, name = "tookOver"),
        @JsonSubTypes.Type(value = MayLead.class, name = "mayLead"),
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
     * Another node was told to lead, and whether it does is not certain: from now on the old leader must not lead again
     * in this epoch, since the other may have acknowledged commits. The watch sees whether it does; if not, the next
     * take-over goes on from here.
     *
     * @param leader which
     * @param redundancy for whom it waits, if it leads
     * @param reason what failed, for the operator
     */
    record MayLead(NodeName leader, Redundancy redundancy, String reason) implements Outcome {}

    /**
     * It is not safe now. What was sealed stays sealed.
     *
     * @param reason one sentence a person can act on
     */
    record Blocked(String reason) implements Outcome {}

    /** A node has seen a later epoch: another take-over goes on from there. */
    record Superseded() implements Outcome {}
}
