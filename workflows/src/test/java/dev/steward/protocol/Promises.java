package dev.steward.protocol;

import java.util.Optional;

/** What must be true in every state. */
final class Promises {

    private Promises() {}

    /** Which promise is broken, and by what; empty: none. */
    static Optional<String> broken(State state) {
        for (Server server : state.servers()) {
            boolean acknowledges = Release.ofWhatComes(server, state);
            if ((acknowledges || leads(state, server)) && lacks(state, server) > 0) {
                return Optional.of("P1 is broken: w%d was acknowledged, and %s, which %s, has only %s"
                        .formatted(
                                lacks(state, server),
                                server.name(),
                                acknowledges ? "acknowledges writes" : "leads",
                                server.log()));
            }
            if (acknowledges && acknowledgesAnother(state, server)) {
                return Optional.of(
                        "P2 is broken: %s is not the only one that acknowledges writes now".formatted(server.name()));
            }
        }
        return Optional.empty();
    }

    /** Its promotion in the newest epoch has finished. */
    private static boolean leads(State state, Server server) {
        return server.leads() && state.recorded().epoch().equals(server.promoted());
    }

    /** An acknowledged write that is not there; 0: none. */
    private static int lacks(State state, Server server) {
        for (int write = 1; write <= state.written(); write++) {
            if (state.isOwed(write) && server.log().endOf(write) == 0) {
                return write;
            }
        }
        return 0;
    }

    private static boolean acknowledgesAnother(State state, Server than) {
        return state.servers().stream().anyMatch(s -> !s.name().equals(than.name()) && Release.ofWhatComes(s, state));
    }
}
