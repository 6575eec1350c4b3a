package dev.steward.protocol;

import dev.steward.cluster.Redundancy;

/**
 * A leader's process that sends log to one standby and hears how far that one has flushed. It lives until it is ended,
 * also when its standby hears no more of it: what it has heard it may still act on.
 *
 * @param heard up to where its standby said it has flushed; -1 while there is no such process
 * @param names who has to confirm, as this process last read it
 */
record Walsender(int heard, Redundancy names) {

    static final Walsender NONE = new Walsender(-1, Redundancy.NONE);

    boolean alive() {
        return heard >= 0;
    }

    Walsender hears(int position) {
        return new Walsender(position, names);
    }

    Walsender reads(Redundancy now) {
        return new Walsender(heard, now);
    }
}
