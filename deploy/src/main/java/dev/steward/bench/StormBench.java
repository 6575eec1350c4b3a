package dev.steward.bench;

import dev.steward.lab.Command;
import dev.steward.lab.Lab;
import io.temporal.client.WorkflowException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;
import java.util.function.Consumer;

/** Many clusters that lose their leaders in the same second: each is a trial of its own, all struck at one signal. */
public final class StormBench {

    /** Of each cluster: what matters is how long nobody can write, and the processors are to be the storm's. */
    static final int WRITERS = 1;

    private final Lab lab;
    private final Consumer<String> told;

    /**
     * A benchmark.
     *
     * @param told hears what happens, for people
     */
    public StormBench(Lab lab, Consumer<String> told) {
        this.lab = lab;
        this.told = told;
    }

    /** Strikes all of them at once, and returns when each is whole again. */
    public Bout strike(List<? extends Contender> contenders, Episode episode) {
        Queue<Outcome> outcomes = new ConcurrentLinkedQueue<>();
        Queue<String> spoilt = new ConcurrentLinkedQueue<>();
        Phaser signal = new Phaser(contenders.size());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < contenders.size(); i++) {
                Contender contender = contenders.get(i);
                String which = "storm, " + episode.title() + ", cluster " + (i + 1) + ": ";
                threads.execute(() -> suffer(contender, episode, signal, which, outcomes, spoilt));
            }
        }
        String title = "storm of " + contenders.size() + ", " + episode.title();
        return new Bout("steward", title, new ArrayList<>(outcomes), new ArrayList<>(spoilt));
    }

    /** One that fails before the signal does not keep the others waiting for it. */
    private void suffer(
            Contender contender,
            Episode episode,
            Phaser signal,
            String which,
            Queue<Outcome> outcomes,
            Queue<String> spoilt) {
        try {
            Outcome outcome = new Trial(contender, lab, WRITERS).of(episode, signal::arriveAndAwaitAdvance);
            outcomes.add(outcome);
            told.accept(which + FailOverBench.described(outcome));
        } catch (Spoilt | Command.Failed | WorkflowException e) {
            spoilt.add(String.valueOf(e.getMessage()));
            told.accept(which + "no figure: " + e.getMessage());
        } finally {
            signal.arriveAndDeregister();
        }
    }
}
