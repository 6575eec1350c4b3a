package dev.steward.lifecycle;

import dev.steward.cluster.Caller;
import dev.steward.cluster.ClusterSpec;
import dev.steward.cluster.NodeName;
import dev.steward.cluster.Request;
import dev.steward.cluster.Verdict;
import dev.steward.tunnels.Directory;
import dev.steward.tunnels.Passage;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/**
 * One service instance: the single writer of everything known about it. Its id is {@link WorkflowIds#cluster}; it is
 * started by the first {@link #provision} (update-with-start) and ends when nothing of the instance is left.
 *
 * <p>Requests that can't be taken are refused by validators, with a {@link Refusal}, before anything is recorded.
 */
@WorkflowInterface
public interface ClusterWorkflow {

    /**
     * The instance's life.
     *
     * @param memory what the run before knew; null in the first
     */
    @WorkflowMethod(name = "Cluster")
    void run(@Nullable Memory memory);

    /**
     * Asks for the instance to be made. The same request again is answered as the first was; a different one is refused
     * with CONFLICT.
     */
    @UpdateMethod
    Acceptance provision(ClusterSpec spec);

    @UpdateValidatorMethod(updateName = "provision")
    void mayProvision(ClusterSpec spec);

    /**
     * Asks for the instance to be another from now on. The same request again, while it is carried out, is answered as the
     * first was. Refused with UNCHANGEABLE when the instance can't become what is wanted, and with BUSY when another update
     * goes on or the instance is no more what the request was made from.
     */
    @UpdateMethod
    Acceptance update(Alteration alteration);

    @UpdateValidatorMethod(updateName = "update")
    void mayUpdate(Alteration alteration);

    /**
     * Asks for the instance to be removed, whatever state it is in.
     *
     * @param caller who asks; null: a person or program of ours
     */
    @UpdateMethod
    Acceptance deprovision(@Nullable Caller caller);

    @UpdateValidatorMethod(updateName = "deprovision")
    void mayDeprovision(@Nullable Caller caller);

    /**
     * Gives an application access. Returns when its credentials work. The same request again is answered with the same
     * credentials; a different one is refused with CONFLICT.
     */
    @UpdateMethod
    Bound bind(String bindingId, Request request);

    @UpdateValidatorMethod(updateName = "bind")
    void mayBind(String bindingId, Request request);

    /**
     * Gives an application another access in the place of one that it has, which stays valid beside it. The same request
     * again is answered with the same credentials; a different one is refused with CONFLICT, and with MISTAKEN when there
     * is no such predecessor.
     */
    @UpdateMethod
    Bound rotate(String bindingId, Rotation rotation);

    @UpdateValidatorMethod(updateName = "rotate")
    void mayRotate(String bindingId, Rotation rotation);

    /**
     * Takes an application's access away. Refused with GONE when there is no such binding.
     *
     * @param caller who asks; null: recorded before it was told
     */
    @UpdateMethod
    void unbind(String bindingId, @Nullable Caller caller);

    @UpdateValidatorMethod(updateName = "unbind")
    void mayUnbind(String bindingId, @Nullable Caller caller);

    /**
     * Has another node lead, without a fault (rule 23). Returns when it does; refused with UNUSABLE when it can't, and the
     * old leader goes on.
     *
     * @param to which; null: the first that can
     * @return one sentence for whoever asked
     */
    @UpdateMethod
    String switchOver(@Nullable NodeName to);

    @UpdateValidatorMethod(updateName = "switchOver")
    void maySwitchOver(@Nullable NodeName to);

    /**
     * Has whoever can be reached lead, though acknowledged commits may be lost by it (rule 12): only while no take-over
     * without a loss is possible. The old leader's machine is switched off for certain before.
     *
     * @return one sentence for whoever asked
     */
    @UpdateMethod
    String forceTakeOver();

    @UpdateValidatorMethod(updateName = "forceTakeOver")
    void mayForceTakeOver();

    /** The watch has come to another verdict. */
    @SignalMethod
    void verdict(Verdict verdict);

    /** A gateway has let somebody in, or out. */
    @SignalMethod
    void tunnelled(Passage passage);

    /** All that is known and no secret. */
    @QueryMethod
    Report report();

    /** Whom gateways let in, and where to. */
    @QueryMethod
    Directory directory();

    /** A binding with its credentials, and what goes on about it. */
    @QueryMethod(name = "bindingReport")
    BindingReport binding(String bindingId);
}
