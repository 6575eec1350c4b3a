package dev.steward.broker;

import dev.steward.cluster.Binding;
import dev.steward.cluster.Caller;
import dev.steward.cluster.ClusterSpec;
import dev.steward.cluster.Life;
import dev.steward.cluster.NodeName;
import dev.steward.cluster.Request;
import dev.steward.cluster.Verdict;
import dev.steward.lifecycle.Acceptance;
import dev.steward.lifecycle.Alteration;
import dev.steward.lifecycle.BindingReport;
import dev.steward.lifecycle.Bound;
import dev.steward.lifecycle.ClusterWorkflow;
import dev.steward.lifecycle.Memory;
import dev.steward.lifecycle.Operation;
import dev.steward.lifecycle.Refusal;
import dev.steward.lifecycle.Report;
import dev.steward.lifecycle.Rotation;
import dev.steward.trouble.Trouble;
import dev.steward.tunnels.Directory;
import dev.steward.tunnels.Passage;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.Workflow;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A cluster that is nothing but its script; gone as soon as it gets a verdict. */
public final class ScriptedCluster implements ClusterWorkflow {

    static final String PASSWORD = "correct-horse-battery-staple";

    private final Script script;
    private boolean ended;

    ScriptedCluster(Stage stage) {
        script = stage.ofWorkflow(Workflow.getInfo().getWorkflowId());
    }

    /** What a test changes in a script is told by no event of the workflow's: this is one. */
    public interface Telling {
        @UpdateMethod
        void tell();
    }

    @Override
    public void run(@Nullable Memory memory) {
        Workflow.registerListener((Telling) this::tell);
        Workflow.await(() -> ended);
        Workflow.await(Workflow::isEveryHandlerFinished);
    }

    private void tell() {
        Workflow.upsertMemo(Map.of(Operation.MEMO, Objects.requireNonNull(script.operation)));
    }

    @Override
    public void mayProvision(ClusterSpec spec) {
        Refusal.validating(script::check);
    }

    @Override
    public Acceptance provision(ClusterSpec spec) {
        if (script.asked == null) {
            script.asked = spec;
            script.begin(Operation.Kind.PROVISION, Life.CREATING);
        }
        tell(); // whatever the script says, which no replay knows
        return new Acceptance("provision-1", script.life == Life.LIVE);
    }

    @Override
    public void mayUpdate(Alteration alteration) {
        Refusal.validating(script::check);
    }

    @Override
    public Acceptance update(Alteration alteration) {
        return new Acceptance("update", true);
    }

    @Override
    public void mayDeprovision(@Nullable Caller caller) {
        Refusal.validating(script::check);
    }

    @Override
    public Acceptance deprovision(@Nullable Caller caller) {
        script.begin(Operation.Kind.DEPROVISION, Life.DELETING);
        tell();
        return new Acceptance("deprovision-3", false);
    }

    @Override
    public void mayBind(String bindingId, Request request) {
        Refusal.validating(script::check);
    }

    @Override
    public Bound bind(String bindingId, Request request) {
        play();
        Binding known = script.bindings.get(bindingId);
        if (known != null) {
            return new Bound(known, true);
        }
        Binding made = new Binding(bindingId, request, Map.of("username", "u", "password", PASSWORD));
        script.bindings.put(bindingId, made);
        return new Bound(made, false);
    }

    @Override
    public void mayRotate(String bindingId, Rotation rotation) {
        Refusal.validating(script::check);
    }

    @Override
    public Bound rotate(String bindingId, Rotation rotation) {
        throw new UnsupportedOperationException("no script rotates");
    }

    @Override
    public void mayUnbind(String bindingId, @Nullable Caller caller) {
        Refusal.validating(script::check);
    }

    @Override
    public void unbind(String bindingId, @Nullable Caller caller) {
        play();
        script.bindings.remove(bindingId);
    }

    private void play() {
        Trouble trouble = script.trouble;
        if (trouble != null) {
            throw trouble.failure();
        }
    }

    /** Ends it. The script itself is nothing that a workflow may wait for: it is in no history. */
    @Override
    public String switchOver(@Nullable NodeName to) {
        throw new UnsupportedOperationException("the broker has no such request");
    }

    @Override
    public void maySwitchOver(@Nullable NodeName to) {}

    @Override
    public String forceTakeOver() {
        throw new UnsupportedOperationException("the broker has no such request");
    }

    @Override
    public void mayForceTakeOver() {}

    @Override
    public void verdict(Verdict verdict) {
        ended = true;
    }

    @Override
    public void tunnelled(Passage passage) {
        throw new UnsupportedOperationException("the broker has no such request");
    }

    @Override
    public Directory directory() {
        throw new UnsupportedOperationException("the broker has no such request");
    }

    @Override
    public Report report() {
        return script.report();
    }

    @Override
    public BindingReport binding(String bindingId) {
        return new BindingReport(script.bindings.get(bindingId), null);
    }
}
