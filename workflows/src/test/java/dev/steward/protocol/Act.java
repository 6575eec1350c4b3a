package dev.steward.protocol;

import dev.steward.cluster.Epoch;
import dev.steward.cluster.NodeName;
import dev.steward.cluster.Redundancy;
import java.util.Optional;

/** Something that is done on a node: one of the engine's scripts. Each refuses an epoch that is over, and may come twice. */
sealed interface Act {

    NodeName node();

    Epoch epoch();

    /** What it does there, in the act's epoch; empty: nothing. */
    Optional<Server> on(Server entered, State state);

    /** The state after it; empty when it is refused or there is nobody to do it. */
    default Optional<State> in(State state) {
        Server server = state.server(node());
        if (server.hasSeenLaterThan(epoch())) {
            return Optional.empty();
        }
        return on(server.enter(epoch()), state).map(state::with);
    }

    /** Closes the packet filter. What it answers is the standing of the node after it. */
    record Seal(NodeName node, Epoch epoch) implements Act {
        @Override
        public Optional<Server> on(Server entered, State state) {
            return runs(entered).map(s -> s.lets(null, epoch));
        }

        @Override
        public String toString() {
            return "seal " + node + " in epoch " + epoch;
        }
    }

    /** The seal that is none: the old connection goes on, until the start-up process heeds the new settings. */
    record ForgetConninfo(NodeName node, Epoch epoch) implements Act {
        @Override
        public Optional<Server> on(Server entered, State state) {
            return runs(entered).map(s -> s.lets(state.server(node).letsThrough(), epoch));
        }

        @Override
        public String toString() {
            return "clear primary_conninfo of " + node + " in epoch " + epoch;
        }
    }

    /** Sets who has to confirm; a fresh session shows it. A change that is over is refused. */
    record Names(NodeName node, Epoch epoch, Redundancy to, int change) implements Act {
        @Override
        public Optional<Server> on(Server entered, State state) {
            return runs(entered).filter(s -> s.change() <= change).map(s -> s.shows(to, change));
        }

        @Override
        public String toString() {
            return "have commits on " + node + " confirmed by " + to + " in epoch " + epoch;
        }
    }

    record Promote(NodeName node, Epoch epoch) implements Act {
        @Override
        public Optional<Server> on(Server entered, State state) {
            return runs(entered).map(s -> s.promotedIn(epoch));
        }

        @Override
        public String toString() {
            return "promote " + node + " in epoch " + epoch;
        }
    }

    /** Shuts a leader down in order; by the newer epoch it is kept from being started in an older one. */
    record Retire(NodeName node, Epoch epoch) implements Act {
        @Override
        public Optional<Server> on(Server entered, State state) {
            return entered.promoted() == null ? Optional.empty() : Optional.of(entered.down());
        }

        @Override
        public String toString() {
            return "shut " + node + " down in epoch " + epoch;
        }
    }

    /** Points a sealed standby at a leader. */
    record Follow(NodeName node, Epoch epoch, NodeName leader) implements Act {
        @Override
        public Optional<Server> on(Server entered, State state) {
            return entered.role() == Role.STANDBY ? Optional.of(entered.lets(leader, epoch)) : Optional.empty();
        }

        @Override
        public String toString() {
            return "have " + node + " follow " + leader + " in epoch " + epoch;
        }
    }

    /**
     * Brings a node back, whatever its history. A rewound node, or a copied one, answers nobody before it has all that
     * the leader had then: it is as if both had happened at once.
     */
    record Rejoin(NodeName node, Epoch epoch, NodeName leader) implements Act {
        @Override
        public Optional<Server> on(Server entered, State state) {
            Server source = state.server(leader);
            if (!source.leads()) {
                return Optional.empty();
            }
            Server open = entered.lets(leader, epoch);
            boolean continues = source.log().startsWith(open.log());
            if (continues && open.role() == Role.STANDBY) {
                return Optional.of(open);
            }
            return Optional.of((continues ? open : open.flushed(source.log())).standby());
        }

        @Override
        public String toString() {
            return "bring " + node + " back under " + leader + " in epoch " + epoch;
        }
    }

    /** Starts a leader that crashed again on the data it has, with these names from its first commit on. */
    record Resume(NodeName node, Epoch epoch, Redundancy names, int change) implements Act {
        @Override
        public Optional<Server> on(Server entered, State state) {
            return entered.role() == Role.DOWN && entered.promoted() != null && entered.change() <= change
                    ? Optional.of(entered.shows(names, change).resumed())
                    : Optional.empty();
        }

        @Override
        public String toString() {
            return "start " + node + " again, to be confirmed by " + names + ", in epoch " + epoch;
        }
    }

    private static Optional<Server> runs(Server server) {
        return server.role() == Role.DOWN ? Optional.empty() : Optional.of(server);
    }
}
