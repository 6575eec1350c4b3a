package dev.steward.lifecycle;

import dev.steward.cluster.NodeName;
import dev.steward.cluster.Work;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The work that goes on now, each piece in a thread of its own. */
final class Underway {

    private record Piece(Work work, String id, CancellationScope scope) {}

    private final List<Piece> pieces = new ArrayList<>();
    private final Runnable whenOneEnds;
    private @Nullable RuntimeException bug;

    Underway(Runnable whenOneEnds) {
        this.whenOneEnds = whenOneEnds;
    }

    /**
     * Begins a piece of work.
     *
     * @param id of the child workflow that does it
     * @param doing does it, and applies what came of it
     */
    void begin(Work work, String id, Functions.Proc doing) {
        CancellationScope scope = Workflow.newCancellationScope(() -> Async.procedure(() -> {
            try {
                doing.apply();
            } catch (CanceledFailure e) {
                // it was halted, and has undone what it did
            } catch (TemporalFailure e) {
                if (!(e.getCause() instanceof CanceledFailure)) {
                    bug = new IllegalStateException("nobody has foreseen that this fails: " + work, e);
                }
            } catch (RuntimeException e) {
                bug = e;
            } finally {
                pieces.removeIf(p -> p.work().equals(work));
                whenOneEnds.run();
            }
        }));
        pieces.add(new Piece(work, id, scope));
        scope.run();
    }

    /** Has it undo what it did, and end. */
    void halt(Work work) {
        List.copyOf(pieces).stream()
                .filter(p -> p.work().equals(work))
                .forEach(p -> p.scope().cancel("it is not wanted any more"));
    }

    List<Work> works() {
        return pieces.stream().map(Piece::work).toList();
    }

    /** The nodes that are being started, or may be: what only adjusts one is refused by it once it is sealed. */
    List<NodeName> nodesTakenDown() {
        return pieces.stream()
                .filter(p -> p.work().kind() == Work.Kind.RECOVER)
                .map(p -> p.work().node())
                .filter(Objects::nonNull)
                .toList();
    }

    List<String> ids() {
        return pieces.stream().map(Piece::id).toList();
    }

    /**
     * What no one has foreseen stops the workflow where it can be seen, until a mended worker goes on. Never a
     * {@link TemporalFailure}: by one the workflow would end, and with it all that is known of the instance.
     */
    void throwBug() {
        if (bug != null) {
            throw bug;
        }
    }

    boolean isEmpty() {
        return pieces.isEmpty();
    }
}
