package dev.steward.lifecycle;

import dev.steward.cluster.Binding;
import dev.steward.cluster.Caller;
import dev.steward.cluster.ClusterSpec;
import dev.steward.cluster.ClusterState;
import dev.steward.cluster.Health;
import dev.steward.cluster.Life;
import dev.steward.cluster.Node;
import dev.steward.engine.ClusterView;
import dev.steward.machines.Owner;
import dev.steward.trouble.Trouble;
import dev.steward.tunnels.Logbook;
import io.temporal.workflow.Workflow;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a cluster's workflow knows, while it runs. */
final class Cluster {

    @Nullable
    ClusterSpec spec;

    ClusterState state;
    boolean changed;

    /** It goes on where other machines are: in the next run, on their task queue. */
    boolean moves;

    /** What became of the last order of a person, for him who waits for it in this run. */
    String orderAnswer = "";

    /** How its tunnels were used. */
    Logbook tunnelled = Logbook.EMPTY;

    final Underway underway = new Underway(() -> changed = true);
    private @Nullable Operation operation;
    private @Nullable Operation former;
    private long children;

    /** Up to here it has been counted what became of it. */
    private ClusterState counted;

    Cluster(@Nullable Memory memory) {
        if (memory == null) {
            state = ClusterState.absent();
        } else {
            spec = memory.spec();
            state = memory.state();
            operation = memory.operation();
            former = memory.former();
            children = memory.children();
            tunnelled = Objects.requireNonNullElse(memory.tunnelled(), Logbook.EMPTY);
        }
        counted = state;
    }

    Memory memory() {
        return new Memory(spec, state, operation, former, children, tunnelled);
    }

    ClusterSpec ordered() {
        return Objects.requireNonNull(spec, "nothing was asked for");
    }

    /** In this name its machines are rented, for good. */
    void owns(@Nullable Owner owner) {
        if (owner != null) {
            spec = ordered().ownedBy(owner);
        }
    }

    void become(ClusterState next) {
        Meters.became(counted, next);
        counted = next;
        state = next;
        changed = true;
    }

    /** The platform asks for something that takes time. */
    void ask(Operation.Kind kind, Life life, String sentence, Caller caller) {
        String id = kind.word() + "-" + ++children;
        former = operation;
        tell(Operation.begun(id, kind, sentence, Time.now(), caller));
        Workflow.getLogger(Cluster.class).info("{} is asked for by request '{}'", id, caller.request());
        become(state.become(life));
    }

    /** What the platform asked for has ended, if it is still this that it asks for. */
    void answer(Operation.Kind kind, Operation.Status status, String sentence) {
        if (operation != null && operation.kind() == kind) {
            tell(operation.ended(status, sentence));
        }
    }

    /** The same request would fail again. */
    void unrepeatable() {
        tell(Objects.requireNonNull(operation).unrepeatable());
    }

    /** This child does what the platform asked for. */
    void doneBy(Operation.Kind kind, String child) {
        if (operation != null && operation.goesOn(kind)) {
            tell(operation.doneBy(child));
        }
    }

    /** In the memo it is at once and always what it is here: whoever reads that there waits for nobody. */
    private void tell(Operation now) {
        operation = now;
        Workflow.upsertMemo(
                former == null
                        ? Map.of(Operation.MEMO, now)
                        : Map.of(Operation.MEMO, now, Operation.FORMER_MEMO, former));
    }

    /** A memo is of one run. */
    void tellAgain() {
        if (operation != null) {
            tell(operation);
        }
    }

    @Nullable
    Operation operation() {
        return operation;
    }

    /** The id of the next child workflow; each is used once. */
    String nextChild(String name) {
        return WorkflowIds.child(ordered().id(), name + "-" + ++children);
    }

    /** Whoever asked for it waits for this. */
    void answerOrder(String sentence) {
        if (state.order() != null) {
            orderAnswer = sentence;
            become(state.answered());
        }
    }

    /** If it has found no room where it was to be, it is made on the next infrastructure of its choice, if it has one. */
    boolean goesElsewhere(Trouble trouble) {
        if (!goesElsewhere(ordered(), trouble)) {
            return false;
        }
        spec = ordered().elsewhere();
        moves = true;
        changed = true;
        return true;
    }

    /** Whether what has met this trouble where it was to be is made on another infrastructure. */
    static boolean goesElsewhere(ClusterSpec spec, Trouble trouble) {
        return trouble.kind() == Trouble.Kind.NO_CAPACITY && spec.mayGoElsewhere();
    }

    /** From now on it is watched as it is now: a verdict on it always follows. */
    void enlist() {
        if (state.life() == Life.LIVE) {
            new Doors(ordered())
                    .roster()
                    .enlist(ordered().infrastructure(), ordered().engine(), Views.ofThoseMade(view()));
        }
    }

    ClusterView view() {
        return Views.of(ordered(), state);
    }

    Phase phase() {
        return Phase.of(spec, state, underway.works());
    }

    Report report() {
        return new Report(
                spec,
                state.life(),
                phase(),
                operation,
                underway.ids(),
                state.epoch(),
                state.leader(),
                state.redundancy(),
                state.leadership().possible(),
                state.nodes().stream().map(this::member).toList(),
                state.blocked(),
                state.order(),
                state.bindings().stream().map(Binding::id).toList(),
                tunnelled.passages());
    }

    private Report.Member member(Node node) {
        return new Report.Member(
                node.name(),
                node.address().ip(),
                node.machine().id(),
                node.exists() ? state.healthOf(node.name()) : Health.SILENT,
                state.sight().concerns(node.name()),
                state.sight().evidence(node.name()),
                node.fenced(),
                node.lostSince(),
                node.repairs());
    }
}
