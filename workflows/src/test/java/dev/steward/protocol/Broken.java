package dev.steward.protocol;

import static dev.steward.protocol.State.ANY_CONFIRMS;
import static dev.steward.protocol.State.ONE_CONFIRMS;

import dev.steward.cluster.Redundancy;

/** What somebody might leave out of the rules, and a cluster small enough to show what comes of it. */
enum Broken {
    BORN_WITHOUT_NAMES(2, "standbys are born without names, and promoted with some", ANY_CONFIRMS, 1, 2, 0, 0),
    EPOCH_NOT_RECORDED(9, "the next take-over does not know of the epoch of the last", ANY_CONFIRMS, 1, 2, 0, 1),
    NOT_SEALED(10, "nobody is sealed", ANY_CONFIRMS, 1, 1, 0, 0),
    SEALED_BY_CONNINFO(10, "primary_conninfo is cleared, and no filter closed", ANY_CONFIRMS, 1, 1, 0, 0),
    ONE_SEAL_TOO_FEW(10, "one seal less than the quorum is enough", ANY_CONFIRMS, 1, 1, 0, 0),
    TIMELINES_NOT_COMPARED(11, "the longest log wins, of whatever timeline", ONE_CONFIRMS, 3, 2, 0, 0),
    POWER_NOT_CUT(12, "forced, without certainty that the leader's machine is off", new Bounds(1, 0, 0, 0, 0, 0, 1)),
    NAMES_NOT_SEEN(13, "promoted before the names are seen", ANY_CONFIRMS, 1, 2, 0, 0),
    NOT_CONFIRMED(14, "recorded as the leader before a write was confirmed", ANY_CONFIRMS, 1, 2, 0, 0),
    NOT_CONFIRMED_WHEN_ALONE(14, "recorded unconfirmed, where only the winner was sealed", ONE_CONFIRMS, 1, 4, 0, 0),
    ELECTION_FORGOTTEN(14, "a take-over that gives up after a promotion is forgotten", ANY_CONFIRMS, 1, 1, 0, 0),
    ELECTION_RECORDED_AFTERWARDS(14, "recorded only afterwards that the winner may lead", ANY_CONFIRMS, 1, 1, 0, 0),
    REPAIRED_MEANWHILE(17, "repairs go on during a take-over", ANY_CONFIRMS, 1, 1, 0, 0),
    NO_BARRIER(18, "a smaller set is recorded as soon as it is set", ANY_CONFIRMS, 1, 1, 1, 0),
    BARRIER_DOES_NOT_WAIT(18, "what was acknowledged before is not waited for", ANY_CONFIRMS, 1, 1, 1, 0),
    WALSENDERS_LIVE_ON(18, "the walsender of a removed standby lives on", ANY_CONFIRMS, 1, 1, 1, 0),
    ONLY_KNOWN_WALSENDERS_END(18, "only walsenders of recorded sets are ended", ANY_CONFIRMS, 1, 1, 2, 0),
    ONLY_THE_OLD_SET_IS_ASKED(18, "a take-over amid a change seals enough of the old set", ONE_CONFIRMS, 1, 1, 1, 0),
    ONLY_THE_NEW_SET_IS_ASKED(18, "a take-over amid a change seals enough of the new set", ANY_CONFIRMS, 1, 1, 1, 0),
    TWO_CHANGES_AT_ONCE(18, "set and number change at once", ONE_CONFIRMS, 1, 1, 1, 0),
    LATE_CHANGE_OBEYED(18, "a change that comes after the next one is obeyed", ANY_CONFIRMS, 1, 1, 0, 0),
    TAKEN_OVER_UNPROTECTED(19, "taken over while nobody has to confirm", ANY_CONFIRMS, 1, 1, 2, 0),
    CHECKPOINTER_NOT_AWAITED(19, "recorded as protected before the checkpointer knows", ANY_CONFIRMS, 1, 1, 2, 0),
    DIVERGED_COUNTS(21, "a node that has diverged is heard under its own name", ONE_CONFIRMS, 3, 2, 0, 0),
    NOT_SHUT_DOWN(
            23,
            "handed over from a leader that was asked where its log ends, and goes on",
            new Bounds(1, 0, 0, 0, 0, 1, 0)),
    HANDED_OVER_BEFORE_THE_END(
            23, "handed over to a standby that has not all of the log", new Bounds(1, 0, 0, 0, 0, 1, 0));

    private final int rule;
    private final String sentence;
    private final Redundancy redundancy;
    private final Bounds bounds;

    Broken(int rule, String sentence, Redundancy redundancy, int writes, int takeOvers, int changes, int strays) {
        this.rule = rule;
        this.sentence = sentence;
        this.redundancy = redundancy;
        bounds = new Bounds(writes, takeOvers, changes, 0, strays);
    }

    /** In a cluster where any of two confirms. */
    Broken(int rule, String sentence, Bounds bounds) {
        this.rule = rule;
        this.sentence = sentence;
        redundancy = ANY_CONFIRMS;
        this.bounds = bounds;
    }

    Redundancy redundancy() {
        return redundancy;
    }

    Bounds bounds() {
        return bounds;
    }

    /** Healthy, but for what this leaves out. */
    State start() {
        State healthy = State.healthy(redundancy, bounds);
        return switch (this) {
            case BORN_WITHOUT_NAMES -> healthy.bornWithoutNames();
            case LATE_CHANGE_OBEYED -> healthy.withALateChange();
            default -> healthy;
        };
    }

    @Override
    public String toString() {
        return "rule " + rule + " broken: " + sentence;
    }
}
