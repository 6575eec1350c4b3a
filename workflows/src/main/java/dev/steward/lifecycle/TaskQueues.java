package dev.steward.lifecycle;

/** The plug board: what is served where. */
public final class TaskQueues {

    private TaskQueues() {}

    /** The workflows of the clusters that live there, and the Engine door. */
    public static String clusters(String infrastructure, String engine) {
        return infrastructure + "/" + engine;
    }

    /** The watch of groups of clusters. */
    public static String watch(String infrastructure, String engine) {
        return infrastructure + "/" + engine + "/watch";
    }

    /** The Machines door, and first contact with machines. */
    public static String machines(String infrastructure) {
        return infrastructure;
    }
}
