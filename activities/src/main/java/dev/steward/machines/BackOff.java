package dev.steward.machines;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * How often something is asked for again that was refused for now, each time after twice the pause before.
 *
 * @param first the first pause
 * @param tries how often it is asked for at most, at least once
 */
public record BackOff(Duration first, int tries) {

    /**
     * The answer.
     *
     * @param refusal what may be thrown for now
     * @param mayPass whether one is a reason to ask again
     */
    public <R, E extends RuntimeException> R insist(Class<E> refusal, Supplier<R> question, Predicate<E> mayPass) {
        Duration pause = first;
        for (int i = 1; i < tries; i++) {
            try {
                return question.get();
            } catch (RuntimeException e) {
                if (!refusal.isInstance(e) || !mayPass.test(refusal.cast(e))) {
                    throw e;
                }
            }
            Patience.rest(pause);
            pause = pause.multipliedBy(2);
        }
        return question.get();
    }
}
