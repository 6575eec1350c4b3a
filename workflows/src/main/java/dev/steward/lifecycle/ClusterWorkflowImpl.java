package dev.steward.lifecycle;

import dev.steward.cluster.Caller;
import dev.steward.cluster.ClusterSpec;
import dev.steward.cluster.ClusterState;
import dev.steward.cluster.Decision;
import dev.steward.cluster.DecisionTable;
import dev.steward.cluster.Life;
import dev.steward.cluster.NodeName;
import dev.steward.cluster.Request;
import dev.steward.cluster.Verdict;
import dev.steward.tunnels.Directory;
import dev.steward.tunnels.Passage;
import io.temporal.workflow.ContinueAsNewOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One loop: wait for an event, ask the decision table, begin what it says, apply what comes of it. Whatever strikes in
 * the middle of something else needs no case of its own: the next decision is simply another one.
 */
public final class ClusterWorkflowImpl implements ClusterWorkflow {

    /** A run that nobody asks anything of is of no use. */
    private static final Duration UNASKED = Duration.ofMinutes(1);

    /** So often it is decided anew, while a run only waits for its end, whether something urgent is due. */
    private static final Duration DRAINING = Duration.ofSeconds(15);

    private final Cluster cluster;
    private final Access access;
    private final Orders orders;
    private final Updates updates;
    private final Publication publication;

    @WorkflowInit
    public ClusterWorkflowImpl(@Nullable Memory memory) {
        cluster = new Cluster(memory);
        access = new Access(cluster);
        orders = new Orders(cluster);
        updates = new Updates(cluster);
        publication = new Publication(cluster);
    }

    @Override
    public void run(@Nullable Memory memory) {
        if (cluster.spec == null && !Workflow.await(UNASKED, () -> cluster.spec != null)) {
            return;
        }
        cluster.tellAgain();
        Actions actions = new Actions(cluster);
        Succession succession = new Succession(cluster);
        Upkeep upkeep = new Upkeep(cluster, updates);
        Members members = new Members(cluster);
        while (true) {
            cluster.changed = false;
            cluster.underway.throwBug();
            Decision decision =
                    DecisionTable.next(cluster.ordered(), cluster.state, cluster.underway.works(), Time.now());
            if (cluster.moves || (Workflow.getInfo().isContinueAsNewSuggested() && !isUrgent(decision))) {
                continueAsNew();
                continue;
            }
            switch (decision) {
                case Decision.Wait wait -> {
                    publication.say(wait.reason());
                    awaitEvent(wait.until());
                }
                case Decision.Finish finish -> {
                    publication.say(finish.reason());
                    Workflow.await(Workflow::isEveryHandlerFinished);
                    return;
                }
                case Decision.Provision provision -> actions.provision();
                case Decision.TakeOver takeOver -> succession.takeOver(takeOver);
                case Decision.ForceTakeOver forced -> succession.forceTakeOver(forced);
                case Decision.Block block -> succession.block(block);
                case Decision.SwitchOver switchOver -> succession.switchOver(switchOver);
                case Decision.Recover recover -> upkeep.recover(recover);
                case Decision.ChangeRedundancy change -> upkeep.change(change);
                case Decision.Revoke revoke -> access.revoke(revoke);
                case Decision.Connect connect -> updates.connect(connect);
                case Decision.Retire retire -> members.retire(retire);
                case Decision.Adjust adjust -> updates.adjust(adjust);
                case Decision.Restart restart -> updates.restart(restart);
                case Decision.Furnish furnish -> updates.furnish();
                case Decision.GoBack back -> updates.goBack(back);
                case Decision.EndUpdate end -> updates.end();
                case Decision.Halt halt -> actions.halt(halt);
                case Decision.Deprovision deprovision -> actions.deprovision();
            }
        }
    }

    /** What changes nothing fills the history too: a run ends before it can take no more signals. */
    private void awaitEvent(@Nullable Instant until) {
        Supplier<Boolean> event = () -> cluster.changed || Workflow.getInfo().isContinueAsNewSuggested();
        if (until == null) {
            Workflow.await(event);
        } else {
            Duration left = Duration.between(Time.now(), until);
            Workflow.await(left.isPositive() ? left : Duration.ZERO, event);
        }
    }

    /** What can't wait until the work that goes on has ended and the next run begins. */
    private static boolean isUrgent(Decision decision) {
        return switch (decision) {
            case Decision.TakeOver t -> true;
            case Decision.ForceTakeOver f -> true;
            case Decision.Halt h -> true;
            case Decision.Finish f -> true;
            case Decision.Wait w -> false;
            case Decision.Provision p -> false;
            case Decision.Block b -> false;
            case Decision.SwitchOver s -> false;
            case Decision.Recover r -> false;
            case Decision.ChangeRedundancy c -> false;
            case Decision.Deprovision d -> false;
            case Decision.Revoke r -> false;
            case Decision.Connect c -> false;
            case Decision.Retire r -> false;
            case Decision.Adjust a -> false;
            case Decision.Restart r -> false;
            case Decision.Furnish f -> false;
            case Decision.GoBack g -> false;
            case Decision.EndUpdate e -> false;
        };
    }

    /** As soon as nothing goes on: nothing new is begun meanwhile but what is urgent. */
    private void continueAsNew() {
        Workflow.await(DRAINING, () -> cluster.changed || isQuiet());
        if (isQuiet()) {
            ContinueAsNewOptions.Builder next = ContinueAsNewOptions.newBuilder();
            if (cluster.moves) {
                ClusterSpec spec = cluster.ordered();
                next.setTaskQueue(TaskQueues.clusters(spec.infrastructure(), spec.engine()));
            }
            Workflow.continueAsNew(next.build(), cluster.memory());
        }
    }

    private boolean isQuiet() {
        return cluster.underway.isEmpty() && Workflow.isEveryHandlerFinished();
    }

    @Override
    public void mayProvision(ClusterSpec wanted) {
        Refusal.validating(() -> refuseProvision(wanted));
    }

    private void refuseProvision(ClusterSpec wanted) {
        ClusterSpec known = cluster.spec;
        if (known == null) {
            return;
        }
        if (cluster.state.life() == Life.DELETING || cluster.state.life() == Life.DELETED) {
            throw Refusal.BUSY.because("The instance is being deleted; create it again when that has finished.");
        }
        if (!known.request().asksTheSameAs(wanted.request())) {
            throw Refusal.CONFLICT.because("An instance with this id exists and was asked for differently.");
        }
        if (cluster.state.life() == Life.FAILED) {
            throw Refusal.CONFLICT.because("The instance could not be created; delete it and create it again.");
        }
    }

    @Override
    public Acceptance provision(ClusterSpec wanted) {
        if (cluster.spec == null) {
            cluster.spec = wanted;
            cluster.ask(
                    Operation.Kind.PROVISION,
                    Life.CREATING,
                    "The instance is being created.",
                    wanted.request().caller());
        }
        Operation operation = Objects.requireNonNull(cluster.operation());
        return new Acceptance(operation.id(), cluster.state.life() == Life.LIVE);
    }

    @Override
    public void mayUpdate(Alteration alteration) {
        Refusal.validating(() -> refuseUpdate(alteration));
    }

    private void refuseUpdate(Alteration alteration) {
        access.requireLive();
        updates.mayUpdate(alteration);
    }

    @Override
    public Acceptance update(Alteration alteration) {
        access.requireLive(); // it may have changed since
        return updates.update(alteration);
    }

    @Override
    public void mayDeprovision(@Nullable Caller caller) {
        Refusal.validating(this::refuseDeprovision);
    }

    private void refuseDeprovision() {
        if (cluster.spec == null || cluster.state.life() == Life.DELETED) {
            throw Refusal.GONE.because("There is no such instance.");
        }
    }

    @Override
    public Acceptance deprovision(@Nullable Caller caller) {
        if (cluster.state.life() != Life.DELETING) {
            cluster.ask(
                    Operation.Kind.DEPROVISION,
                    Life.DELETING,
                    "The instance is being deleted.",
                    caller == null ? Caller.UNNAMED : caller);
        }
        return new Acceptance(Objects.requireNonNull(cluster.operation()).id(), false);
    }

    @Override
    public void mayBind(String bindingId, Request request) {
        Refusal.validating(() -> access.mayBind(bindingId, request));
    }

    @Override
    public Bound bind(String bindingId, Request request) {
        return access.bind(bindingId, request);
    }

    @Override
    public void mayRotate(String bindingId, Rotation rotation) {
        Refusal.validating(() -> access.mayRotate(bindingId, rotation));
    }

    @Override
    public Bound rotate(String bindingId, Rotation rotation) {
        return access.rotate(bindingId, rotation);
    }

    @Override
    public void mayUnbind(String bindingId, @Nullable Caller caller) {
        Refusal.validating(() -> access.mayUnbind(bindingId));
    }

    @Override
    public void unbind(String bindingId, @Nullable Caller caller) {
        access.unbind(bindingId, caller == null ? Caller.UNNAMED : caller);
    }

    @Override
    public void maySwitchOver(@Nullable NodeName to) {
        Refusal.validating(() -> orders.maySwitchOver(to));
    }

    @Override
    public String switchOver(@Nullable NodeName to) {
        return orders.switchOver(to);
    }

    @Override
    public void mayForceTakeOver() {
        Refusal.validating(orders::mayForceTakeOver);
    }

    @Override
    public String forceTakeOver() {
        return orders.forceTakeOver();
    }

    @Override
    public void verdict(Verdict verdict) {
        ClusterState seen = cluster.state.seen(verdict, Time.now());
        if (!seen.equals(cluster.state)) {
            cluster.become(seen);
        }
    }

    @Override
    public void tunnelled(Passage passage) {
        cluster.tunnelled = cluster.tunnelled.noting(passage, Time.now());
    }

    @Override
    public Directory directory() {
        return access.directory();
    }

    @Override
    public Report report() {
        return cluster.report();
    }

    @Override
    public BindingReport binding(String bindingId) {
        return access.report(bindingId);
    }
}
