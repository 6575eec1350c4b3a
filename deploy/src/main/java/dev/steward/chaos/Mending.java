package dev.steward.chaos;

/** How what was broken is made whole again. Does nothing where Steward has put something new in its place. */
@FunctionalInterface
public interface Mending {

    /** What stays broken until Steward repairs it. */
    Mending NONE = () -> {};

    void mend();
}
