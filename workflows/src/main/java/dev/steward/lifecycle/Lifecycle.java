package dev.steward.lifecycle;

/** What a worker registers for the task queue of clusters. */
public final class Lifecycle {

    private Lifecycle() {}

    /** The implementations of workflows that belong to a cluster or to a watch. */
    public static Class<?>[] workflows() {
        return new Class<?>[] {
            ClusterWorkflowImpl.class,
            ProvisionWorkflowImpl.class,
            FailOverWorkflowImpl.class,
            SwitchOverWorkflowImpl.class,
            RecoverWorkflowImpl.class,
            RetireWorkflowImpl.class,
            DeprovisionWorkflowImpl.class,
            WatchWorkflowImpl.class
        };
    }

    /** The implementations of workflows that belong to an infrastructure; they run where its machines are served. */
    public static Class<?>[] workflowsOfInfrastructure() {
        return new Class<?>[] {
            RepairsWorkflowImpl.class,
            OrphansWorkflowImpl.class,
            OrphanRemovalWorkflowImpl.class,
            PoolWorkflowImpl.class,
            PoolMemberWorkflowImpl.class
        };
    }
}
