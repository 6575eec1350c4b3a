package dev.steward.lifecycle;

/** What a worker registers for the task queue of clusters. */
public final class Lifecycle {

    private Lifecycle() {}

    /** The workflows' implementations. */
    public static Class<?>[] workflows() {
        return new Class<?>[] {
            ClusterWorkflowImpl.class,
            ProvisionWorkflowImpl.class,
            FailOverWorkflowImpl.class,
            RecoverWorkflowImpl.class,
            DeprovisionWorkflowImpl.class,
            WatchWorkflowImpl.class
        };
    }
}
