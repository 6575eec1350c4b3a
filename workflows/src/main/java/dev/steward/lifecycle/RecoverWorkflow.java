package dev.steward.lifecycle;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.steward.cluster.ClusterSpec;
import dev.steward.cluster.Credential;
import dev.steward.cluster.Means;
import dev.steward.cluster.Node;
import dev.steward.cluster.Outfit;
import dev.steward.cluster.Redundancy;
import dev.steward.cluster.Role;
import dev.steward.engine.ClusterView;
import dev.steward.engine.Host;
import dev.steward.machines.Disk;
import dev.steward.machines.Machine;
import dev.steward.trouble.Trouble;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Brings a node back, by the means it is told or, where the evidence demands it, by stronger ones. */
@WorkflowInterface
public interface RecoverWorkflow {

    /** The name of the signal, for whoever gives turns without knowing this type. */
    String YOUR_TURN = "yourTurn";

    @WorkflowMethod(name = "Recover")
    Outcome run(Order order);

    /** This machine may be repaired now. */
    @SignalMethod(name = YOUR_TURN)
    void yourTurn();

    /**
     * Which node to bring back.
     *
     * @param spec what the cluster is to be
     * @param cluster as it is, in its epoch
     * @param node which
     * @param role as what
     * @param means by which means
     * @param whileItRuns by which means at most, while the machine doesn't answer and is said to run
     * @param redundancy who has to confirm, should it lead
     * @param change the number of the last change of that
     * @param authority signs the certificates of a new machine
     * @param reason the evidence
     */
    record Order(
            ClusterSpec spec,
            ClusterView cluster,
            Node node,
            Role role,
            Means means,
            Means whileItRuns,
            Redundancy redundancy,
            long change,
            Credential authority,
            String reason) {

        /** For what its machine is prepared, if it is prepared anew. */
        Outfit outfit() {
            return spec.outfit().among(cluster.hosts().stream().map(Host::node).toList());
        }
    }

    /** How it ended. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Recovered.class, name = "recovered"),
        @JsonSubTypes.Type(value = NotRecovered.class, name = "notRecovered")
    })
    sealed interface Outcome {}

    /**
     * It is back in its role.
     *
     * @param prepared whether its machine was prepared anew, for what the spec says
     */
    record Recovered(Disk disk, Machine machine, String hostKey, boolean prepared) implements Outcome {}

    /**
     * It is not back; trying again later may help.
     *
     * @param fenced whether it is at least certain that it no longer leads
     * @param trouble why; its user is whoever waits for this repair
     */
    record NotRecovered(boolean fenced, Trouble trouble) implements Outcome {

        /** For the operator. */
        @JsonIgnore
        String reason() {
            return trouble.forOperator();
        }
    }
}
