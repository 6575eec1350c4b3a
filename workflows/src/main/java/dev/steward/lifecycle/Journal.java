package dev.steward.lifecycle;

import io.temporal.activity.ActivityInterface;

/** What a workflow has recorded. Served on {@code <infrastructure>/<engine>}. */
@ActivityInterface(namePrefix = "Journal.")
public interface Journal {

    /**
     * Does nothing. What local activities bring is recorded only when their workflow next waits for something else; when
     * this returns to it, everything before is. (A timer would do, but Temporal's fire up to a second late.)
     */
    void written();
}
