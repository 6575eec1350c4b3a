package dev.steward.upgrade;

/**
 * How quickly instances are upgraded.
 *
 * @param canary how many are upgraded one after the other, and well, before others begin; at least 0
 * @param parallel how many of the others at the same time, at least 1
 */
public record Pace(int canary, int parallel) {

    /** One first, and then one after the other. */
    public static final Pace GENTLE = new Pace(1, 1);

    public Pace {
        if (canary < 0) {
            throw new IllegalArgumentException("there can't be less than 0 canaries");
        }
        if (parallel < 1) {
            throw new IllegalArgumentException("at least 1 has to be upgraded at a time");
        }
    }
}
