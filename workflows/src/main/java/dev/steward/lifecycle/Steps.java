package dev.steward.lifecycle;

import dev.steward.trouble.Trouble;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The steps of a piece of work, one after the other: says which one it is at, and tries each until it succeeds. */
final class Steps {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    /** What goes on for ever must not fill its history in a day. */
    private static final Duration LONGEST_PAUSE_WITHOUT_LIMIT = Duration.ofMinutes(1);

    private final @Nullable Duration limit;
    private @Nullable Instant deadline;
    private final Predicate<Trouble> hopeless;
    private String step = "waiting for a worker";
    private @Nullable Trouble trouble;
    private boolean givenUp;
    private @Nullable ApplicationFailure failure;

    private Steps(@Nullable Duration limit, Predicate<Trouble> hopeless) {
        this.hopeless = hopeless;
        this.limit = limit;
        begin();
    }

    /** What time there is counts from now: what went before had to be waited for. */
    void begin() {
        deadline = limit == null ? null : Time.now().plus(limit);
    }

    /** Work that is given up when it has not succeeded after this time. */
    static Steps within(Duration limit) {
        return within(limit, Trouble::isFinal);
    }

    /**
     * The same.
     *
     * @param hopeless after which troubles it is given up at once
     */
    static Steps within(Duration limit, Predicate<Trouble> hopeless) {
        return new Steps(limit, hopeless);
    }

    /** Work that must succeed one day: it goes on whatever happens. */
    static Steps withoutLimit() {
        return new Steps(null, Trouble::isFinal);
    }

    /** What it is doing now. */
    String step() {
        return step;
    }

    /** What it is doing now, for the user. */
    void now(String what) {
        step = what;
        Workflow.setCurrentDetails(what);
        tell();
    }

    /** It has failed for this, or is no longer wanted; what follows undoes what it did. */
    void giveUp(TemporalFailure why) {
        if (!(why instanceof CanceledFailure) && !(why.getCause() instanceof CanceledFailure)) {
            trouble = Trouble.of(why);
        }
        givenUp = true;
        tell();
    }

    private void meet(@Nullable Trouble now) {
        if (!Objects.equals(trouble, now)) {
            trouble = now;
            tell();
        }
    }

    private void tell() {
        Workflow.upsertMemo(Map.of(Progress.MEMO, new Progress(step, trouble, givenUp)));
    }

    void insistOn(Functions.Proc act) {
        insist(() -> {
            act.apply();
            return 0;
        });
    }

    /**
     * Does it, again and again after troubles that may pass, ever more slowly. Once a step has failed for good, what
     * goes on beside it ends with the same failure before its next attempt.
     *
     * @throws io.temporal.failure.ApplicationFailure the trouble, when it is final or time is up
     * @throws CanceledFailure or an {@link ActivityFailure} caused by one, when the work was cancelled
     */
    <R> R insist(Functions.Func<R> act) {
        Duration pause = FIRST_PAUSE;
        while (true) {
            if (failure != null) {
                throw failure;
            }
            try {
                R result = act.apply();
                meet(null);
                return result;
            } catch (ActivityFailure e) {
                if (e.getCause() instanceof CanceledFailure) {
                    throw e;
                }
                Trouble seen = Trouble.of(e);
                if (deadline != null
                        && (hopeless.test(seen) || Time.now().plus(pause).isAfter(deadline))) {
                    failure = seen.failure(e);
                    throw failure;
                }
                meet(seen);
            }
            Workflow.sleep(pause);
            Duration longest = deadline == null ? LONGEST_PAUSE_WITHOUT_LIMIT : LONGEST_PAUSE;
            pause = pause.multipliedBy(2).compareTo(longest) < 0 ? pause.multipliedBy(2) : longest;
        }
    }
}
