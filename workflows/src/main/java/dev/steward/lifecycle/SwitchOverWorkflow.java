package dev.steward.lifecycle;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.steward.cluster.NodeName;
import dev.steward.cluster.Redundancy;
import dev.steward.engine.ClusterView;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Has another node lead, without a fault: the leader shuts down in order, and whoever has all of it goes on (rule 23). */
@WorkflowInterface
public interface SwitchOverWorkflow {

    @WorkflowMethod(name = "SwitchOver")
    Outcome run(Order order);

    /**
     * Who is to lead.
     *
     * @param before the cluster as it is, in its epoch
     * @param next the same in the next epoch, which has been recorded; its leader is still the old one
     * @param to who is to lead
     * @param redundancy for whom the leader waits
     * @param change the number of the last change of that
     */
    record Order(ClusterView before, ClusterView next, NodeName to, Redundancy redundancy, long change) {}

    /** How it ended. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = SwitchedOver.class, name = "switchedOver"),
        @JsonSubTypes.Type(value = StillLed.class, name = "stillLed"),
        @JsonSubTypes.Type(value = MayHaveSwitched.class, name = "mayHaveSwitched"),
        @JsonSubTypes.Type(value = Unfinished.class, name = "unfinished")
    })
    sealed interface Outcome {}

    /** The other node leads and has acknowledged a write; the old leader has stopped. */
    record SwitchedOver(NodeName leader, Redundancy redundancy) implements Outcome {}

    /**
     * The old leader leads.
     *
     * @param reason one sentence a person can act on
     */
    record StillLed(String reason) implements Outcome {}

    /**
     * The old leader has stopped, and whether the other one leads is not certain: only he or another take-over may follow.
     *
     * @param redundancy for whom he waits, if he leads
     */
    record MayHaveSwitched(NodeName leader, Redundancy redundancy, String reason) implements Outcome {}

    /** Nothing was promoted, and the old leader may have stopped: if so, a take-over follows. */
    record Unfinished(String reason) implements Outcome {}
}
