package dev.steward.protocol;

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
        Recorded recorded = state.recorded();
        for (NodeName node : State.others(recorded.leader())) {
            if (mayRepair && !isFine(state, state.server(node))) {
                Control.asks(state, bringBack(state, state.server(node)), s -> s, next);
            }
        }
    }

    private Act bringBack(State state, Server server) {
        Recorded recorded = state.recorded();
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
