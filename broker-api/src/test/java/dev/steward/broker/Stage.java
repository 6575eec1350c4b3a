package dev.steward.broker;

import dev.steward.cluster.ClusterId;
import dev.steward.lifecycle.WorkflowIds;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** All scripts. */
final class Stage {

    private final Map<String, Script> scripts = new ConcurrentHashMap<>();

    /** The script of an instance. */
    Script script(String instanceId) {
        return ofWorkflow(WorkflowIds.cluster(new ClusterId(instanceId)));
    }

    Script ofWorkflow(String workflowId) {
        return scripts.computeIfAbsent(workflowId, Script::new);
    }
}
