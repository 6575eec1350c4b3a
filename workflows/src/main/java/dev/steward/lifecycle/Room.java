package dev.steward.lifecycle;

import dev.steward.trouble.Trouble;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How something is rented where there may be no room for it: again and again, and meanwhile the pools of the infrastructure
 * give members up for it, one each at a time, since what they give up takes its time to go.
 */
final class Room {

    private static final Duration GOING = Duration.ofSeconds(20);

    private final Steps steps;
    private final Functions.Proc giveWay;
    private @Nullable Instant asked;

    private Room(Steps steps, Functions.Proc giveWay) {
        this.steps = steps;
        this.giveWay = giveWay;
    }

    /** On an infrastructure whose pools give way. */
    static Room madeByPools(String infrastructure, Doors doors, Steps steps) {
        return new Room(steps, () -> ask(infrastructure, doors));
    }

    /** What there is, and no pool is asked for more. */
    static Room asItIs(Steps steps) {
        return new Room(steps, () -> {});
    }

    void insistOn(Functions.Proc act) {
        insist(() -> {
            act.apply();
            return 0;
        });
    }

    /** As {@link Steps#insist} does. */
    <R> R insist(Functions.Func<R> act) {
        return steps.insist(() -> {
            try {
                return act.apply();
            } catch (ActivityFailure e) {
                if (Trouble.of(e).kind() == Trouble.Kind.NO_CAPACITY) {
                    noRoom();
                }
                throw e;
            }
        });
    }

    private void noRoom() {
        Instant now = Time.now();
        if (asked == null || !now.isBefore(asked.plus(GOING))) {
            asked = now;
            giveWay.apply();
        }
    }

    /** Pools that can't be asked now are asked the next time. */
    private static void ask(String infrastructure, Doors doors) {
        try {
            doors.pools().giveWay(infrastructure);
        } catch (ActivityFailure e) {
            if (e.getCause() instanceof CanceledFailure) {
                throw e;
            }
            Workflow.getLogger(Room.class)
                    .warn("pools give no way: {}", Trouble.of(e).forOperator());
        }
    }
}
