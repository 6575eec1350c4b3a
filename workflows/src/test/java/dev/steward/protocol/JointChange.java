package dev.steward.protocol;

import dev.steward.cluster.Leadership;
import dev.steward.cluster.NodeName;
import dev.steward.cluster.Redundancy;
import dev.steward.protocol.Work.Changing;
import dev.steward.protocol.Work.Idle;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Rules 18 and 19. A change is towards any set, also while another has been begun and may have happened. */
record JointChange(Set<Broken> broken) implements Steps {

    @Override
    public void from(State state, Consumer<Step> next) {
        switch (state.work()) {
            case Idle idle -> begin(state, next);
            case Changing changing -> {
                goOn(state, changing, next);
                next.accept(new Step(() -> "the change is given up half done", state.with(new Idle())));
            }
            default -> {}
        }
    }

    private void begin(State state, Consumer<Step> next) {
        Leadership recorded = state.recorded();
        if (!recorded.possible().isEmpty()) {
            begin(state, begun(recorded), next);
        }
        if (state.left().changes() > 0) {
            State fewer = state.left(state.left().oneChangeLess());
            targets(Objects.requireNonNull(recorded.leader()))
                    .filter(to -> !to.equals(begun(recorded)))
                    .filter(to -> recorded.anyOf().stream().allMatch(from -> isOneStep(from, to)))
                    .forEach(to -> begin(fewer, to, next));
        }
    }

    /** What was begun last and may have happened: a change, or the names that a winner was promoted with. */
    private static Redundancy begun(Leadership recorded) {
        boolean byChange = !recorded.possible().isEmpty()
                && !recorded.possible().getLast().includes(Objects.requireNonNull(recorded.leader()));
        return byChange ? recorded.possible().getLast() : recorded.redundancy();
    }

    private static void begin(State state, Redundancy to, Consumer<Step> next) {
        Leadership changing = state.recorded().changingTo(to);
        next.accept(new Step(
                () -> "a change to " + to + " begins; recorded: " + Told.of(changing),
                state.begun(changing).with(new Changing(to, false, -1))));
    }

    /** Nobody, one, any of both, both. */
    private static Stream<Redundancy> targets(NodeName leader) {
        List<NodeName> others = State.others(leader);
        return Stream.of(
                Redundancy.NONE,
                Redundancy.among(others.subList(0, 1)),
                Redundancy.among(others.subList(1, 2)),
                Redundancy.among(others),
                new Redundancy(others, 2));
    }

    /**
     * While some walsenders have read a change and others have not, the smaller number may be counted among the nodes of
     * both. Where that makes a third rule of who confirms, no take-over would ask for it.
     */
    private boolean isOneStep(Redundancy from, Redundancy to) {
        boolean sameNumber = from.confirmations() == to.confirmations();
        boolean nested =
                from.standbys().containsAll(to.standbys()) || to.standbys().containsAll(from.standbys());
        return from.standbys().isEmpty()
                || to.standbys().isEmpty()
                || from.standbys().equals(to.standbys())
                || (sameNumber && (nested || to.confirmations() == 1))
                || broken.contains(Broken.TWO_CHANGES_AT_ONCE);
    }

    private void goOn(State state, Changing changing, Consumer<Step> next) {
        Leadership recorded = state.recorded();
        if (!changing.isSet()) {
            NodeName leader = Objects.requireNonNull(recorded.leader());
            Act act = new Act.Names(leader, recorded.epoch(), changing.to(), state.change());
            Control.asks(state, act, s -> s.with(changing.set()), next);
        } else if (isThrough(state, changing)) {
            Leadership done = recorded.confirmedBy(changing.to());
            next.accept(new Step(
                    () -> "the change is complete; recorded: " + Told.of(done),
                    state.with(done).with(new Idle())));
        } else if (changing.barrier() < 0 && state.leader().leads() && isProtected(state)) {
            State ended = state.with(withoutOldWalsenders(state, changing));
            int position = ended.leader().log().length();
            next.accept(new Step(
                    () -> "the walsenders that count no more are ended; the leader's position is " + position,
                    ended.with(changing.waitsFor(position))));
        }
    }

    /** From nobody to somebody takes effect with the checkpointer: a checkpoint shows that it has. */
    private boolean isProtected(State state) {
        return !state.recorded().mayBeUnprotected()
                || state.leader().waits()
                || broken.contains(Broken.CHECKPOINTER_NOT_AWAITED);
    }

    /** Of all nodes: who reads the names by itself may have missed more than one change of them. */
    private Server withoutOldWalsenders(State state, Changing changing) {
        Redundancy to = changing.to();
        boolean all = state.recorded().anyOf().stream().anyMatch(r -> to.confirmations() > r.confirmations());
        Server leader = state.leader();
        for (NodeName node : endedOf(state)) {
            if (all || !to.includes(node)) {
                leader = leader.changed(node, old -> Walsender.NONE);
            }
        }
        return leader;
    }

    private List<NodeName> endedOf(State state) {
        if (broken.contains(Broken.WALSENDERS_LIVE_ON)) {
            return List.of();
        }
        return broken.contains(Broken.ONLY_KNOWN_WALSENDERS_END) ? state.confirming() : State.NODES;
    }

    private boolean isThrough(State state, Changing changing) {
        Redundancy to = changing.to();
        if (to.standbys().isEmpty() || broken.contains(Broken.NO_BARRIER)) {
            return true;
        }
        List<Redundancy> from = state.recorded().anyOf();
        Predicate<NodeName> flushed = n -> state.leader().walsender(n).heard() >= changing.barrier()
                || broken.contains(Broken.BARRIER_DOES_NOT_WAIT);
        return changing.barrier() >= 0
                && to.standbys().stream().filter(flushed).count() >= to.confirmations()
                && to.standbys().stream()
                        .filter(n -> !from.stream().allMatch(r -> r.includes(n)))
                        .allMatch(flushed);
    }
}
