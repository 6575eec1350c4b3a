package dev.steward.protocol;

/**
 * How much may still happen. Everything else is without limit: how slow a message or a process is, who hears whom, how
 * often the worker dies, what is given up half done and gone on with.
 *
 * @param writes of clients, at whatever leader, 0 to 5
 * @param takeOvers begun, whether there is a reason or not, 0 to 8
 * @param changes of who confirms begun
 * @param crashes of PostgreSQL
 * @param strays acts of which nothing is heard: each happens at any time later, or never
 * @param switchOvers begun
 * @param forced take-overs that a person forces
 */
record Bounds(int writes, int takeOvers, int changes, int crashes, int strays, int switchOvers, int forced) {

    /** Nobody plans anything. */
    Bounds(int writes, int takeOvers, int changes, int crashes, int strays) {
        this(writes, takeOvers, changes, crashes, strays, 0, 0);
    }

    Bounds oneTakeOverLess() {
        return new Bounds(writes, takeOvers - 1, changes, crashes, strays, switchOvers, forced);
    }

    Bounds oneChangeLess() {
        return new Bounds(writes, takeOvers, changes - 1, crashes, strays, switchOvers, forced);
    }

    Bounds oneCrashLess() {
        return new Bounds(writes, takeOvers, changes, crashes - 1, strays, switchOvers, forced);
    }

    Bounds oneStrayLess() {
        return new Bounds(writes, takeOvers, changes, crashes, strays - 1, switchOvers, forced);
    }

    Bounds oneSwitchOverLess() {
        return new Bounds(writes, takeOvers, changes, crashes, strays, switchOvers - 1, forced);
    }

    Bounds oneForcedLess() {
        return new Bounds(writes, takeOvers, changes, crashes, strays, switchOvers, forced - 1);
    }

    boolean isWithin(Bounds larger) {
        return writes <= larger.writes
                && takeOvers <= larger.takeOvers
                && changes <= larger.changes
                && crashes <= larger.crashes
                && strays <= larger.strays
                && switchOvers <= larger.switchOvers
                && forced <= larger.forced;
    }

    @Override
    public String toString() {
        return "%d writes, %d take-overs, %d changes, %d crashes, %d strays, %d switch-overs, %d forced"
                .formatted(writes, takeOvers, changes, crashes, strays, switchOvers, forced);
    }
}
