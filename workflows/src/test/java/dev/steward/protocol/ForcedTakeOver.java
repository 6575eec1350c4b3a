package dev.steward.protocol;

import dev.steward.cluster.Election;
import dev.steward.cluster.Leadership;
import dev.steward.cluster.NodeName;
import dev.steward.protocol.Work.Changing;
import dev.steward.protocol.Work.Forcing;
import dev.steward.protocol.Work.Idle;
import dev.steward.protocol.Work.Installing.Stage;
import dev.steward.protocol.Work.Sealing;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Rule 12, up to the promotion, which is a take-over's. A person's word stands in for the quorum: what the winner lacks is
 * lost, and he has said so. In its place it is certain that the leader's machine is off.
 */
record ForcedTakeOver(Set<Broken> broken) implements Steps {

    @Override
    public void from(State state, Consumer<Step> next) {
        switch (state.work()) {
            case Idle idle -> begin(state, next);
            case Changing changing -> begin(state, next);
            case Forcing forcing -> {
                if (forcing.isOff()) {
                    seal(state, forcing, next);
                    elect(state, forcing, next);
                } else {
                    cutPower(state, forcing, next);
                }
                next.accept(new Step(() -> "the forced take-over is given up", state.with(new Idle())));
            }
            default -> {}
        }
    }

    private static void begin(State state, Consumer<Step> next) {
        if (state.left().forced() == 0) {
            return;
        }
        Leadership raised = state.recorded().raised();
        next.accept(new Step(
                () -> "somebody forces a take-over; recorded: " + Told.of(raised),
                state.left(state.left().oneForcedLess())
                        .with(raised)
                        .with(new Forcing(false, new Sealing(List.of())))));
    }

    private void cutPower(State state, Forcing forcing, Consumer<Step> next) {
        Server leader = state.leader();
        if (broken.contains(Broken.POWER_NOT_CUT)) {
            next.accept(new Step(() -> leader.name() + " is thought to be dead", state.with(forcing.off())));
            return;
        }
        next.accept(new Step(
                () -> "the machine of " + leader.name() + " is off, for certain",
                state.with(leader.down()).with(forcing.off())));
    }

    private static void seal(State state, Forcing forcing, Consumer<Step> next) {
        for (NodeName node : State.others(state.leader().name())) {
            if (!forcing.sealing().nodes().contains(node)) {
                Act act = new Act.Seal(node, state.recorded().epoch());
                Control.asks(state, act, s -> s.with(forcing.with(s.server(node).standing())), next);
            }
        }
    }

    private static void elect(State state, Forcing forcing, Consumer<Step> next) {
        Election.winner(forcing.sealing().sealed()).ifPresent(winner -> {
            State forgiving = state.forgiving(state.server(winner).log());
            TakeOver.elected(forgiving, forcing.sealing(), winner, true, Stage.NAMES, next);
        });
    }
}
