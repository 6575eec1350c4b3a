package dev.steward.protocol;

import dev.steward.cluster.Leadership;
import dev.steward.cluster.NodeName;
import dev.steward.protocol.Work.Changing;
import dev.steward.protocol.Work.Idle;
import java.util.Set;
import java.util.function.Consumer;

/** Brings nodes back under the recorded leader, beside anything but a take-over. */
record Repair(Set<Broken> broken) implements Steps {

    @Override
    public void from(State state, Consumer<Step> next) {
        boolean mayRepair = state.work() instanceof Idle
                || state.work() instanceof Changing
                || broken.contains(Broken.REPAIRED_MEANWHILE);
        Leadership recorded = state.recorded();
        resume(state, next);
        for (NodeName node : State.others(recorded.leader())) {
            if (mayRepair && !isFine(state, state.server(node))) {
                Control.asks(state, bringBack(state, state.server(node)), s -> s, next);
            }
        }
    }

    /** Where nobody can take its place. */
    private static void resume(State state, Consumer<Step> next) {
        Leadership recorded = state.recorded();
        if (state.work() instanceof Idle && state.leader().role() == Role.DOWN) {
            Act act = new Act.Resume(state.leader().name(), recorded.epoch(), recorded.redundancy(), state.change());
            Control.asks(state, act, s -> s, next);
        }
    }

    private Act bringBack(State state, Server server) {
        Leadership recorded = state.recorded();
        boolean tries = broken.contains(Broken.DIVERGED_COUNTS)
                && server.role() == Role.STANDBY
                && !recorded.leader().equals(server.letsThrough());
        return tries
                ? new Act.Follow(server.name(), recorded.epoch(), recorded.leader())
                : new Act.Rejoin(server.name(), recorded.epoch(), recorded.leader());
    }

    private static boolean isFine(State state, Server server) {
        return state.leader().feeds(server)
                && server.epoch().equals(state.recorded().epoch());
    }
}
