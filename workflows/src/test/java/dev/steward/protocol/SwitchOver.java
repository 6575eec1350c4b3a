package dev.steward.protocol;

import dev.steward.cluster.Leadership;
import dev.steward.cluster.NodeName;
import dev.steward.protocol.Work.HandingOver;
import dev.steward.protocol.Work.Idle;
import dev.steward.protocol.Work.Installing.Stage;
import dev.steward.protocol.Work.Retiring;
import dev.steward.protocol.Work.Sealing;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Rule 23, up to the promotion, which is a take-over's. Until then the old leader can go on, in the new epoch. */
record SwitchOver(Set<Broken> broken) implements Steps {

    @Override
    public void from(State state, Consumer<Step> next) {
        switch (state.work()) {
            case Idle idle -> begin(state, next);
            case Retiring retiring -> {
                retire(state, retiring, next);
                giveUp(state, next);
            }
            case HandingOver handing -> {
                seal(state, handing, next);
                elect(state, handing, next);
                giveUp(state, next);
            }
            default -> {}
        }
    }

    /** Only of a cluster about whose leader and set nothing is open. */
    private static void begin(State state, Consumer<Step> next) {
        Leadership recorded = state.recorded();
        if (state.left().switchOvers() == 0 || !recorded.possible().isEmpty()) {
            return;
        }
        Bounds fewer = state.left().oneSwitchOverLess();
        for (NodeName to : recorded.redundancy().standbys()) {
            Leadership raised = recorded.raised();
            next.accept(new Step(
                    () -> "a switch-over to " + to + " begins; recorded: " + Told.of(raised),
                    state.left(fewer).with(raised).with(new Retiring(to))));
        }
    }

    private void retire(State state, Retiring retiring, Consumer<Step> next) {
        Server leader = state.leader();
        HandingOver handing = new HandingOver(retiring.to(), leader.log().length(), new Sealing(List.of()));
        if (broken.contains(Broken.NOT_SHUT_DOWN)) {
            next.accept(new Step(
                    () -> leader.name() + " is asked where its log ends: at " + handing.end(), state.with(handing)));
            return;
        }
        Act act = new Act.Retire(leader.name(), state.recorded().epoch());
        Control.asks(state, act, s -> s.with(handing), next);
    }

    private static void seal(State state, HandingOver handing, Consumer<Step> next) {
        for (NodeName node : state.confirming()) {
            if (!handing.sealing().nodes().contains(node)) {
                Act act = new Act.Seal(node, state.recorded().epoch());
                Control.asks(state, act, s -> s.with(handing.with(s.server(node).standing())), next);
            }
        }
    }

    private void elect(State state, HandingOver handing, Consumer<Step> next) {
        Sealing sealing = handing.sealing();
        boolean hasAll = state.server(handing.to()).log().length() >= handing.end()
                || broken.contains(Broken.HANDED_OVER_BEFORE_THE_END);
        if (hasAll && sealing.nodes().contains(handing.to()) && Quorum.isSealed(state, sealing.nodes(), broken)) {
            TakeOver.elected(state, sealing, handing.to(), true, Stage.NAMES, next);
        }
    }

    /** What was shut down is started again, and what was sealed is brought back, by repairs. */
    private static void giveUp(State state, Consumer<Step> next) {
        next.accept(new Step(() -> "the switch-over is given up", state.with(new Idle())));
    }
}
