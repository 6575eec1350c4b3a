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
 */
record Bounds(int writes, int takeOvers, int changes, int crashes, int strays) {

    Bounds oneTakeOverLess() {
        return new Bounds(writes, takeOvers - 1, changes, crashes, strays);
    }

    Bounds oneChangeLess() {
        return new Bounds(writes, takeOvers, changes - 1, crashes, strays);
    }

    Bounds oneCrashLess() {
        return new Bounds(writes, takeOvers, changes, crashes - 1, strays);
    }

    Bounds oneStrayLess() {
        return new Bounds(writes, takeOvers, changes, crashes, strays - 1);
    }

    boolean isWithin(Bounds larger) {
        return writes <= larger.writes
                && takeOvers <= larger.takeOvers
                && changes <= larger.changes
                && crashes <= larger.crashes
                && strays <= larger.strays;
    }

    @Override
    public String toString() {
        return "%d writes, %d take-overs, %d changes, %d crashes, %d strays"
                .formatted(writes, takeOvers, changes, crashes, strays);
    }
}
