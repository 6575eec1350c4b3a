package dev.steward.protocol;

import dev.steward.cluster.Election;
import dev.steward.cluster.Leadership;
import dev.steward.cluster.NodeName;
import dev.steward.cluster.Redundancy;
import dev.steward.cluster.Standing;
import dev.steward.protocol.Work.Changing;
import dev.steward.protocol.Work.Idle;
import dev.steward.protocol.Work.Installing;
import dev.steward.protocol.Work.Installing.Stage;
import dev.steward.protocol.Work.Sealing;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Rules 9 to 14. It may begin at any time: whoever is suspected may be well. */
record TakeOver(Set<Broken> broken) implements Steps {

    @Override
    public void from(State state, Consumer<Step> next) {
        switch (state.work()) {
            case Idle idle -> begin(state, next);
            case Changing changing -> begin(state, next);
            case Work.Retiring retiring -> {} // that work comes to an end first
            case Work.HandingOver handing -> {}
            case Work.Forcing forcing -> {}
            case Sealing sealing -> {
                seal(state, sealing, next);
                elect(state, sealing, next);
                giveUp(state, next);
            }
            case Installing installing -> {
                install(state, installing, next);
                giveUp(broken.contains(Broken.ELECTION_RECORDED_AFTERWARDS) ? mayLead(state, installing) : state, next);
            }
        }
    }

    private void begin(State state, Consumer<Step> next) {
        Bounds left = state.left();
        if (left.takeOvers() == 0) {
            return;
        }
        Bounds fewer = left.oneTakeOverLess();
        boolean again = broken.contains(Broken.EPOCH_NOT_RECORDED)
                && state.recorded().epoch().value() > 1;
        Leadership raised = again ? state.recorded() : state.recorded().raised();
        next.accept(new Step(
                () -> "a take-over begins; recorded: " + Told.of(raised),
                state.left(fewer).with(raised).with(new Sealing(List.of()))));
    }

    private static void giveUp(State state, Consumer<Step> next) {
        next.accept(new Step(() -> "the take-over is given up", state.with(new Idle())));
    }

    private static State mayLead(State state, Installing installing) {
        return state.begun(state.recorded().maybeOf(installing.winner(), installing.names()));
    }

    private void seal(State state, Sealing sealing, Consumer<Step> next) {
        for (NodeName node : state.confirming()) {
            if (!sealing.nodes().contains(node)) {
                seal(state, sealing, node, next);
            }
        }
        if (!sealing.sealed().isEmpty()) {
            next.accept(new Step(
                    () -> "the worker dies, and with it what the sealed have said",
                    state.with(new Sealing(List.of()))));
        }
    }

    private void seal(State state, Sealing sealing, NodeName node, Consumer<Step> next) {
        var epoch = state.recorded().epoch();
        if (broken.contains(Broken.NOT_SEALED)) {
            Standing standing = state.server(node).standing();
            next.accept(new Step(
                    () -> node + " is asked how far it is: " + Told.of(standing), state.with(sealing.with(standing))));
            return;
        }
        Act act = broken.contains(Broken.SEALED_BY_CONNINFO)
                ? new Act.ForgetConninfo(node, epoch)
                : new Act.Seal(node, epoch);
        Control.asks(state, act, s -> s.with(sealing.with(s.server(node).standing())), next);
    }

    private void elect(State state, Sealing sealing, Consumer<Step> next) {
        if (!Quorum.isSealed(state, sealing.nodes(), broken)) {
            return;
        }
        NodeName winner = winner(sealing.sealed());
        Stage first = broken.contains(Broken.NAMES_NOT_SEEN) ? Stage.PROMOTION : Stage.NAMES;
        elected(state, sealing, winner, isRecordedFirst(), first, next);
    }

    /** The same for whoever is to lead by a plan. */
    static void elected(
            State state, Sealing sealing, NodeName winner, boolean isRecordedFirst, Stage first, Consumer<Step> next) {
        List<NodeName> others =
                sealing.nodes().stream().filter(n -> !n.equals(winner)).toList();
        Redundancy names = Redundancy.among(others.isEmpty() ? State.others(winner) : others);
        State elected = isRecordedFirst ? state.begun(state.recorded().maybeOf(winner, names)) : state;
        next.accept(new Step(
                () -> "of " + sealing.sealed().stream().map(Told::of).toList() + " " + winner
                        + " is elected, to be confirmed by " + names + "; recorded: " + Told.of(elected.recorded()),
                elected.with(new Installing(winner, names, others, first))));
    }

    private boolean isRecordedFirst() {
        return !broken.contains(Broken.ELECTION_FORGOTTEN) && !broken.contains(Broken.ELECTION_RECORDED_AFTERWARDS);
    }

    private NodeName winner(List<Standing> sealed) {
        List<Standing> claims = broken.contains(Broken.TIMELINES_NOT_COMPARED)
                ? sealed.stream()
                        .map(s -> new Standing(s.node(), 1, s.flushed(), s.replayed(), false))
                        .toList()
                : sealed;
        return Election.winner(claims).orElseThrow();
    }

    private void install(State state, Installing installing, Consumer<Step> next) {
        var epoch = state.recorded().epoch();
        NodeName winner = installing.winner();
        switch (installing.stage()) {
            case NAMES ->
                Control.asks(
                        state,
                        new Act.Names(winner, epoch, installing.names(), state.change()),
                        s -> s.with(installing.at(Stage.PROMOTION)),
                        next);
            case PROMOTION ->
                Control.asks(
                        state, new Act.Promote(winner, epoch), s -> s.with(installing.at(Stage.CONFIRMATION)), next);
            case CONFIRMATION -> {
                follow(state, installing, next);
                confirm(state, installing, next);
            }
        }
        if (!isRecordedFirst()) {
            next.accept(new Step(
                    () -> "the worker dies, and with it what it had done", state.with(new Sealing(List.of()))));
        }
    }

    private static void follow(State state, Installing installing, Consumer<Step> next) {
        var recorded = state.recorded();
        for (NodeName node : installing.others()) {
            if (!installing.winner().equals(state.server(node).letsThrough())) {
                Control.asks(state, new Act.Follow(node, recorded.epoch(), installing.winner()), s -> s, next);
            }
        }
    }

    /** A real write under the new leader, that waits for whoever has to confirm. */
    private void confirm(State state, Installing installing, Consumer<Step> next) {
        Server leader = state.server(installing.winner());
        boolean alone = installing.others().isEmpty() && broken.contains(Broken.NOT_CONFIRMED_WHEN_ALONE);
        boolean confirmed = leader.leads() && Release.of(leader, leader.log().length());
        if (confirmed || alone || broken.contains(Broken.NOT_CONFIRMED)) {
            Leadership recorded = state.recorded().of(installing.winner(), installing.names());
            next.accept(new Step(
                    () -> (confirmed ? installing.winner() + " acknowledges a write" : "nothing is waited for")
                            + "; recorded: " + Told.of(recorded),
                    state.with(recorded).with(new Idle())));
        }
    }
}
