package dev.steward.protocol;

import java.util.Set;
import java.util.function.Consumer;

/** What strikes: crashes, and acts that were thought lost. Silence needs no step of its own: nothing happens. */
record Misfortune(Set<Broken> broken) implements Steps {

    @Override
    public void from(State state, Consumer<Step> next) {
        Act stray = state.stray();
        if (stray != null) {
            asItComes(stray, state)
                    .in(state)
                    .ifPresent(
                            done -> next.accept(new Step(() -> stray + ": it happens after all", done.strays(null))));
        }
        Bounds left = state.left();
        if (left.crashes() > 0) {
            Bounds fewer = left.oneCrashLess();
            for (Server server : state.servers()) {
                if (server.role() != Role.DOWN) {
                    next.accept(new Step(
                            () -> "PostgreSQL on " + server.name() + " crashes",
                            crashed(state, server).left(fewer)));
                }
            }
        }
    }

    /** A change is made in a session on the leader, which ends with it. */
    private static State crashed(State state, Server server) {
        State down = state.with(server.down());
        boolean session = state.work() instanceof Work.Changing
                && server.name().equals(state.recorded().leader());
        return session ? down.with(new Work.Idle()) : down;
    }

    private Act asItComes(Act act, State state) {
        return act instanceof Act.Names names && broken.contains(Broken.LATE_CHANGE_OBEYED)
                ? new Act.Names(names.node(), names.epoch(), names.to(), state.change())
                : act;
    }
}
