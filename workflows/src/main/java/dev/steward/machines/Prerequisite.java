package dev.steward.machines;

/**
 * Something that has to be there before machines can be rented.
 *
 * @param what it is, as it was found: {@code image steward-machine, active, 2 GiB}
 * @param remedy what its operator has to do; empty when it is as it has to be
 */
public record Prerequisite(String what, String remedy) {

    public static Prerequisite met(String what) {
        return new Prerequisite(what, "");
    }

    public static Prerequisite missing(String what, String remedy) {
        return new Prerequisite(what, remedy);
    }

    public boolean isMet() {
        return remedy.isEmpty();
    }
}
