package dev.steward.lifecycle;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.steward.cluster.ClusterSpec;
import dev.steward.cluster.Credential;
import dev.steward.cluster.Node;
import dev.steward.engine.ClusterView;
import dev.steward.machines.Disk;
import dev.steward.machines.Machine;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Brings a node back: on its machine if that answers, else on a new one with the same disk and address. */
@WorkflowInterface
public interface RecoverWorkflow extends Child {

    @WorkflowMethod(name = "Recover")
    Outcome run(Order order);

    /**
     * Which node to bring back.
     *
     * @param spec what the cluster is to be
     * @param cluster as it is, in its epoch
     * @param node which
     * @param authority signs the certificates of a new machine
     * @param reason the evidence
     */
    record Order(ClusterSpec spec, ClusterView cluster, Node node, Credential authority, String reason) {}

    /** How it ended. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Recovered.class, name = "recovered"),
        @JsonSubTypes.Type(value = NotRecovered.class, name = "notRecovered")
    })
    sealed interface Outcome {}

    /** It is back: a standby that streams, or the only node, serving. */
    record Recovered(Disk disk, Machine machine, String hostKey) implements Outcome {}

    /**
     * It is not back; trying again later may help.
     *
     * @param fenced whether it is at least certain that it no longer leads
     * @param reason for the operator
     */
    record NotRecovered(boolean fenced, String reason) implements Outcome {}
}
