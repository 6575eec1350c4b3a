package dev.steward.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Looks at every state that can be reached, breadth first: what it finds, it finds on a shortest way. Of states that were
 * looked at it keeps fingerprints, by which a way can be walked again.
 */
final class Explorer {

    private final List<Steps> parts;
    private final State start;
    private final Function<State, Optional<String>> sought;
    private final Visited visited = new Visited();
    private long steps;

    /** Seeks states in which a promise is broken. */
    Explorer(State start, Set<Broken> broken) {
        this(start, broken, Promises::broken);
    }

    /** @param sought says what it has found in a state; the exploration ends there */
    Explorer(State start, Set<Broken> broken, Function<State, Optional<String>> sought) {
        this.start = start.settled();
        this.sought = sought;
        parts = List.of(
                new Replication(broken),
                new TakeOver(broken),
                new SwitchOver(broken),
                new ForcedTakeOver(broken),
                new JointChange(broken),
                new Repair(broken),
                new Misfortune(broken));
    }

    Exploration explore() {
        List<State> frontier = new ArrayList<>(List.of(start));
        visited.add(Fingerprint.of(start), 0);
        int depth = 0;
        while (!frontier.isEmpty()) {
            List<State> further = new ArrayList<>();
            for (State state : frontier) {
                if (sought.apply(state).isPresent()) {
                    return found(depth, way(state));
                }
                lookBehind(state, further);
            }
            frontier = further;
            depth++;
        }
        return new Exploration(visited.size(), steps, depth - 1, Optional.empty());
    }

    private Exploration found(int depth, Trace way) {
        return new Exploration(visited.size(), steps, depth, Optional.of(way));
    }

    private void lookBehind(State state, List<State> further) {
        long from = Fingerprint.of(state);
        for (Step step : next(state)) {
            steps++;
            if (visited.add(Fingerprint.of(step.after()), from)) {
                further.add(step.after());
            }
        }
    }

    /** All that can happen next. */
    List<Step> next(State state) {
        List<Step> next = new ArrayList<>();
        parts.forEach(p ->
                p.from(state, s -> next.add(new Step(s.sentence(), s.after().settled()))));
        return next;
    }

    /** From the start to this state. */
    private Trace way(State end) {
        List<Long> prints = new ArrayList<>();
        for (long print = Fingerprint.of(end); print != 0; print = visited.before(print)) {
            prints.addFirst(print);
        }
        State state = start;
        List<String> told = new ArrayList<>();
        for (long print : prints.subList(1, prints.size())) {
            Step step = next(state).stream()
                    .filter(s -> Fingerprint.of(s.after()) == print)
                    .findFirst()
                    .orElseThrow();
            told.add(step.sentence().get() + acknowledged(state, step.after()));
            state = step.after();
        }
        return new Trace(told, sought.apply(end).orElseThrow());
    }

    private static String acknowledged(State before, State after) {
        StringBuilder text = new StringBuilder();
        for (int write = 1; write <= after.written(); write++) {
            if (after.isAcknowledged(write) && !before.isAcknowledged(write)) {
                text.append("; w").append(write).append(" is acknowledged");
            }
        }
        return text.toString();
    }
}
