package dev.steward.broker.clusters;

/** The answer to a request of which there is no more to say. */
public enum Done {
    DONE
}
