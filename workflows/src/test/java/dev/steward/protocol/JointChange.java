package dev.steward.protocol;

import dev.steward.cluster.NodeName;
import dev.steward.cluster.Redundancy;
import dev.steward.protocol.Work.Changing;
import dev.steward.protocol.Work.Idle;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Rules 18 and 19. A change is towards any set; one that may have happened is gone on with, never replaced. */
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
        Recorded recorded = state.recorded();
        Redundancy begun = recorded.changingTo();
        if (begun != null) {
            next.accept(new Step(
                    () -> "the change to " + begun + " is gone on with", state.with(new Changing(begun, false, -1))));
            return;
        }
        Bounds left = state.left();
        if (left.changes() > 0) {
            Bounds fewer = left.oneChangeLess();
            targets(recorded.leader())
                    .filter(to -> isOneStep(recorded.redundancy(), to))
                    .forEach(to -> next.accept(new Step(
                            () -> "a change begins; recorded: " + recorded.changing(to),
                            state.left(fewer).with(recorded.changing(to)).with(new Changing(to, false, -1)))));
        }
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
     * While some walsenders have read a change and others have not, the old number may be counted among the new nodes, or
     * the new number among the old. Where that makes a third rule of who confirms, no take-over would ask for it.
     */
    private boolean isOneStep(Redundancy from, Redundancy to) {
        boolean sameNumber = from.confirmations() == to.confirmations();
        boolean nested =
                from.standbys().containsAll(to.standbys()) || to.standbys().containsAll(from.standbys());
        boolean oneStep = from.standbys().isEmpty()
                || to.standbys().isEmpty()
                || from.standbys().equals(to.standbys())
                || (sameNumber && (nested || to.confirmations() == 1));
        return !from.equals(to) && (oneStep || broken.contains(Broken.TWO_CHANGES_AT_ONCE));
    }

    private void goOn(State state, Changing changing, Consumer<Step> next) {
        Recorded recorded = state.recorded();
        if (!changing.isSet()) {
            Act act = new Act.Names(recorded.leader(), recorded.epoch(), changing.to(), recorded.change());
            Control.asks(state, act, s -> s.with(changing.set()), next);
        } else if (isThrough(state, changing)) {
            Recorded done = recorded.confirmedBy(changing.to());
            next.accept(new Step(
                    () -> "the change is complete; recorded: " + done,
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
        return !state.recorded().redundancy().standbys().isEmpty()
                || state.leader().waits()
                || broken.contains(Broken.CHECKPOINTER_NOT_AWAITED);
    }

    /** Of all nodes: who reads the names by itself may have missed more than one change of them. */
    private Server withoutOldWalsenders(State state, Changing changing) {
        Redundancy from = state.recorded().redundancy();
        Redundancy to = changing.to();
        boolean all = to.confirmations() > from.confirmations();
        Server leader = state.leader();
        for (NodeName node : endedOf(from)) {
            if (all || !to.includes(node)) {
                leader = leader.changed(node, old -> Walsender.NONE);
            }
        }
        return leader;
    }

    private List<NodeName> endedOf(Redundancy from) {
        if (broken.contains(Broken.WALSENDERS_LIVE_ON)) {
            return List.of();
        }
        return broken.contains(Broken.ONLY_OLD_WALSENDERS_END) ? from.standbys() : State.NODES;
    }

    private boolean isThrough(State state, Changing changing) {
        Redundancy to = changing.to();
        if (to.standbys().isEmpty() || broken.contains(Broken.NO_BARRIER)) {
            return true;
        }
        Redundancy from = state.recorded().redundancy();
        Predicate<NodeName> flushed = n -> state.leader().walsender(n).heard() >= changing.barrier()
                || broken.contains(Broken.BARRIER_DOES_NOT_WAIT);
        return changing.barrier() >= 0
                && to.standbys().stream().filter(flushed).count() >= to.confirmations()
                && to.standbys().stream().filter(n -> !from.includes(n)).allMatch(flushed);
    }
}
