package dev.steward.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.broker.Http.Reply;
import dev.steward.broker.Model.Expected;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * Requests in any order, repeated, conflicting, two at the same time, are answered as a small model of the specification
 * says, and at the end nothing is left. All of them: {@code -Dsteward.sequences=2000}; one that failed, by its seed.
 */
final class RandomSequencesTest {

    private static final int AT_A_TIME = 10;
    private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();

    private final Estate estate = Estate.get();

    @Test
    @EnabledIf("dev.steward.fakes.TemporalProcess#isThere")
    void everyAnswerIsOneThatTheModelGives() {
        int sequences = Integer.getInteger("steward.sequences", 20);
        long seed = Long.getLong("steward.seed", System.nanoTime());
        for (int done = 0; done < sequences; done += AT_A_TIME) {
            CompletableFuture.allOf(IntStream.range(done, Math.min(sequences, done + AT_A_TIME))
                            .mapToObj(i -> CompletableFuture.runAsync(() -> play(seed + i), THREADS))
                            .toArray(CompletableFuture[]::new))
                    .join();
        }
    }

    private void play(long seed) {
        List<Turn> turns = new Dice(seed).turns();
        String id = Bench.fresh() + "/%2F ü";
        estate.gates.close(id);
        Set<Model> possible = Set.of(Model.NEVER);
        List<String> story = new ArrayList<>(List.of("-Dsteward.sequences=1 -Dsteward.seed=" + seed));
        try {
            for (Turn turn : turns) {
                possible = play(id, turn, possible, story);
            }
        } catch (AssertionError e) {
            throw new AssertionError(String.join("\n", story), e);
        } finally {
            leaveNothing(id);
        }
    }

    private Set<Model> play(String id, Turn turn, Set<Model> possible, List<String> story) {
        if (turn.first() == null) {
            settle(id, turn.doomed());
            Set<Model> settled = new HashSet<>();
            possible.forEach(m -> settled.add(m.settled(turn.doomed())));
            story.add(turn.toString());
            return settled;
        }
        Set<Model> next = new HashSet<>();
        if (turn.second() == null) {
            Reply reply = turn.first().request().apply(estate.http, id);
            possible.forEach(m -> then(m, turn.first(), reply, next));
            story.add(turn.first() + " -> " + told(reply));
        } else {
            var one = CompletableFuture.supplyAsync(() -> turn.first().request().apply(estate.http, id), THREADS);
            var two =
                    CompletableFuture.supplyAsync(() -> turn.second().request().apply(estate.http, id), THREADS);
            Reply first = one.join();
            Reply second = two.join();
            for (Model model : possible) {
                inOrder(model, turn.first(), first, turn.second(), second, next);
                inOrder(model, turn.second(), second, turn.first(), first, next);
            }
            story.add(turn.first() + " || " + turn.second() + " -> " + told(first) + " || " + told(second));
        }
        assertThat(next)
                .as("of %s, expected %s", possible, expected(turn, possible))
                .isNotEmpty();
        return next;
    }

    private static void inOrder(Model model, Move a, Reply replyToA, Move b, Reply replyToB, Set<Model> next) {
        Set<Model> between = new HashSet<>();
        then(model, a, replyToA, between);
        between.forEach(m -> then(m, b, replyToB, next));
        if (isBusy(replyToB)) { // at the same time as another it may always be turned away
            next.addAll(between);
        }
    }

    private static boolean isBusy(Reply reply) {
        return reply.status() == 422 && "ConcurrencyError".equals(reply.json().get("error"));
    }

    private static void then(Model model, Move move, Reply reply, Set<Model> next) {
        Expected expected = move.expected().apply(model);
        if (expected.right().test(reply)) {
            next.add(expected.then());
        }
    }

    private static List<String> expected(Turn turn, Set<Model> possible) {
        return possible.stream()
                .map(m -> turn.first() == null
                        ? ""
                        : turn.first().expected().apply(m).says())
                .toList();
    }

    private static String told(Reply reply) {
        return reply.status() + " " + reply.body();
    }

    private void settle(String id, boolean doomed) {
        if (doomed) {
            estate.gates.doom(id);
        }
        estate.settle(id);
        estate.gates.pardon(id);
    }

    /** A platform that does not know what became of its orders deletes until it is told that nothing is there. */
    private void leaveNothing(String id) {
        estate.gates.open(id);
        for (int i = 0; i < 10 && estate.http.delete(Paths.deprovision(id)).status() != 410; i++) {
            estate.await(id);
        }
        assertThat(estate.http.get(Paths.lastOperation(id)).status()).isIn(404, 410);
        assertThat(estate.cloud.inventory()).noneMatch(thing -> thing.contains(id));
    }
}
