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
     */
    private record Moment(Duration at, String told, Runnable act) {}

    Play(Scene scene, Episode episode) {
        this.scene = scene;
        began = scene.load().now();
        episode.strikes()
                .forEach(s ->
                        moments.add(new Moment(began.plus(s.at()), s.fault().told(), () -> strike(s))));
    }

    /** Plays it to its end: nothing that was to be mended is left broken. */
    void run() {
        while (!moments.isEmpty()) {
            Moment next = moments.remove();
            Duration wait = next.at.minus(scene.load().now());
            if (wait.isPositive()) {
                Guide.rest(wait);
            }
            try {
                next.act.run();
            } catch (Command.Failed e) {
                scene.note("not done: " + next.told + ": " + e.getMessage());
                missed++;
            }
        }
    }

    private void strike(Strike strike) {
        scene.note(strike.fault().told());
        Mending mending = strike.fault().strike(scene);
        if (!strike.lasting().isZero()) {
            Duration end = scene.load().now().plus(strike.lasting());
            String told = "end of: " + strike.fault().told();
            moments.add(new Moment(end, told, () -> {
                mending.mend();
                scene.note(told);
            }));
        }
    }

    /** When it began, on the clock of the load. */
    Duration began() {
        return began;
    }

    /** How many strikes and endings found nobody any more. */
    int missed() {
        return missed;
    }
}
