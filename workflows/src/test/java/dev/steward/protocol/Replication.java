package dev.steward.protocol;

import dev.steward.cluster.NodeName;
import java.util.Set;
import java.util.function.Consumer;

/** What PostgreSQL and its clients do by themselves. */
record Replication(Set<Broken> broken) implements Steps {

    @Override
    public void from(State state, Consumer<Step> next) {
        for (Server server : state.servers()) {
            if (server.leads()) {
                write(state, server, next);
                for (NodeName standby : State.others(server.name())) {
                    stream(state, server, state.server(standby), next);
                    reload(state, server, standby, next);
                }
            }
            if (server.role() != Role.DOWN && server.waits() != server.isNamed()) {
                next.accept(new Step(
                        () -> "the checkpointer of " + server.name() + " reads the names " + server.names(),
                        state.with(server.checkpointerReads())));
            }
            heed(state, server, next);
        }
    }

    private static void write(State state, Server leader, Consumer<Step> next) {
        if (state.written() < state.left().writes()) {
            int number = state.written() + 1;
            next.accept(new Step(
                    () -> "a client writes w" + number + " at " + leader.name(),
                    state.wrote().with(leader.flushed(leader.log().write(number)))));
        }
    }

    private void stream(State state, Server leader, Server standby, Consumer<Step> next) {
        Walsender sender = leader.walsender(standby.name());
        if (!leader.feeds(standby)) {
            claim(state, leader, standby, next);
            return;
        }
        int length = standby.log().length();
        if (!sender.alive()) {
            next.accept(new Step(
                    () -> standby.name() + " streams from " + leader.name() + ", which hears that it has " + length,
                    state.with(leader.changed(standby.name(), none -> new Walsender(length, leader.names())))));
        } else if (length < leader.log().length()) {
            Log longer = standby.log().next(leader.log());
            next.accept(new Step(
                    () -> standby.name() + " flushes " + longer + " of " + leader.name() + ", which hears of it",
                    state.with(standby.flushed(longer))
                            .with(leader.changed(standby.name(), s -> s.hears(longer.length())))));
        } else if (sender.heard() < length) {
            next.accept(new Step(
                    () -> leader.name() + " hears that " + standby.name() + " has " + length,
                    state.with(leader.changed(standby.name(), s -> s.hears(length)))));
        }
    }

    /** One that has diverged can't stream, but PostgreSQL hears its position before it finds out. */
    private void claim(State state, Server leader, Server standby, Consumer<Step> next) {
        int length = standby.log().length();
        if (broken.contains(Broken.DIVERGED_COUNTS)
                && standby.role() == Role.STANDBY
                && leader.name().equals(standby.letsThrough())
                && !leader.walsender(standby.name()).alive()) {
            next.accept(new Step(
                    () -> standby.name() + " " + standby.log() + ", which has diverged, tells " + leader.name()
                            + " that it has " + length,
                    state.with(leader.changed(standby.name(), none -> new Walsender(length, leader.names())))));
        }
    }

    private static void reload(State state, Server leader, NodeName standby, Consumer<Step> next) {
        Walsender sender = leader.walsender(standby);
        if (sender.alive() && !sender.names().equals(leader.names())) {
            next.accept(new Step(
                    () -> "the walsender of " + leader.name() + " to " + standby + " reads the names " + leader.names(),
                    state.with(leader.changed(standby, s -> s.reads(leader.names())))));
        }
    }

    /** Only where the seal is none: one day the start-up process finds that there is nobody to follow. */
    private void heed(State state, Server server, Consumer<Step> next) {
        if (broken.contains(Broken.SEALED_BY_CONNINFO)
                && server.letsThrough() != null
                && server.epoch().equals(state.recorded().epoch())
                && !server.letsThrough().equals(state.recorded().leader())) {
            next.accept(new Step(
                    () -> "the start-up process of " + server.name() + " ends the old connection",
                    state.with(server.lets(null, server.epoch()))));
        }
    }
}
