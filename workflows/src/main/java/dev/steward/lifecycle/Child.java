package dev.steward.lifecycle;

import io.temporal.workflow.QueryMethod;

/** What every child workflow answers. */
public interface Child {

    /** The name of the query, for those who ask without knowing the child's type. */
    String PROGRESS = "progress";

    @QueryMethod(name = PROGRESS)
    Progress progress();
}
