package dev.steward.machines;

import dev.steward.trouble.Trouble;
import io.temporal.failure.ApplicationFailure;

/**
 * What can go wrong with every infrastructure, in the same words: what a user reads does not depend on where his machines
 * come from. All take the evidence, for the operator.
 */
public final class Mishap {

    private Mishap() {}

    public static Trouble noRoom(String evidence) {
        return Trouble.noCapacity("The infrastructure has no room left.", evidence);
    }

    public static Trouble noQuota(String evidence) {
        return Trouble.noCapacity("A quota of the infrastructure is used up.", evidence);
    }

    /** Credentials and rights. */
    public static Trouble noEntry(String evidence) {
        return Trouble.misconfigured(
                "The infrastructure does not let us in; its operator has to set it right.", evidence);
    }

    /** Image, sizes, networks: what has to be there before machines can be rented. */
    public static Trouble lacking(String evidence) {
        return Trouble.misconfigured(
                "The infrastructure lacks what machines are made of; its operator has to provide it.", evidence);
    }

    /**
     * It did not answer.
     *
     * @param infrastructure its name, for the user
     */
    public static Trouble silence(String infrastructure, String evidence) {
        return Trouble.unavailable("The infrastructure (" + infrastructure + ") does not answer.", evidence);
    }

    /** It answered that it failed. */
    public static Trouble failure(String infrastructure, String evidence) {
        return Trouble.unavailable("The infrastructure (" + infrastructure + ") could not do it.", evidence);
    }

    public static Trouble refusal(String evidence) {
        return Trouble.impossible("The infrastructure refuses the order.", evidence);
    }

    /** Something that others may still make, give back, or set right. */
    public static Trouble notReady(String evidence) {
        return Trouble.unavailable("The infrastructure is not ready for it yet.", evidence);
    }

    /** What is thrown where there is none of these. */
    public static ApplicationFailure missing(String what) {
        return lacking("there is no " + what).failure();
    }

    /** What is thrown where it takes longer than it may. */
    static ApplicationFailure slow(String evidence) {
        return Trouble.unavailable("The infrastructure takes longer than it may; it is tried again.", evidence)
                .failure();
    }

    /** What is thrown about a disk that is to be destroyed and has not been let go. */
    public static ApplicationFailure diskInUse(String evidence) {
        return Trouble.unavailable("A disk is still in use.", evidence).failure();
    }

    /** What is thrown about something that was made, and is gone. */
    public static ApplicationFailure gone(String evidence) {
        return Trouble.unavailable("Something that was rented is gone.", evidence)
                .failure();
    }

    /** What is thrown where a cluster's network should be. */
    public static ApplicationFailure noNetwork(String evidence) {
        return Trouble.impossible("The network is missing.", evidence).failure();
    }
}
