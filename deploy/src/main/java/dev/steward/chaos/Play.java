package dev.steward.chaos;

import dev.steward.lab.Command;
import dev.steward.tour.Guide;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/** An episode as it happens: strikes at their times, and ends those that have an end. */
final class Play {

    private final Scene scene;
    private final Duration began;
    private final Queue<Moment> moments = new PriorityQueue<>(Comparator.comparing(Moment::at));
    private int missed;

    /**
     * Something to do.
     *
     * @param at when, on the clock of the load
     * @param isStrike whether it breaks something; else it mends something
     */
    private record Moment(Duration at, boolean isStrike, String told, Runnable act) {}

    Play(Scene scene, Episode episode) {
        this.scene = scene;
        began = scene.load().now();
        episode.strikes()
                .forEach(s -> moments.add(
                        new Moment(began.plus(s.at()), true, s.fault().told(), () -> strike(s))));
    }

    /** Plays it to its end: nothing that was to be mended is left broken, whatever happens. */
    void run() {
        try {
            while (!moments.isEmpty()) {
                Moment next = moments.remove();
                Duration wait = next.at.minus(scene.load().now());
                if (wait.isPositive()) {
                    Guide.rest(wait);
                }
                act(next);
            }
        } finally {
            moments.stream().filter(m -> !m.isStrike).forEach(this::act);
        }
    }

    private void act(Moment moment) {
        try {
            moment.act.run();
        } catch (Command.Failed e) {
            scene.note("not done: " + moment.told + ": " + e.getMessage());
            missed += moment.isStrike ? 1 : 0;
        }
    }

    private void strike(Strike strike) {
        scene.note(strike.fault().told());
        Mending mending = strike.fault().strike(scene);
        if (!strike.lasting().isZero()) {
            Duration end = scene.load().now().plus(strike.lasting());
            String told = "end of: " + strike.fault().told();
            moments.add(new Moment(end, false, told, () -> {
                mending.mend();
                scene.note(told);
            }));
        }
    }

    /** When it began, on the clock of the load. */
    Duration began() {
        return began;
    }

    /** How many strikes found nobody to strike. */
    int missed() {
        return missed;
    }
}
