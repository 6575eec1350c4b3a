package dev.steward.lifecycle;

import dev.steward.cluster.ClusterId;
import dev.steward.pool.Rules;
import dev.steward.pool.Stock;
import dev.steward.trouble.Trouble;
import io.temporal.api.filter.v1.WorkflowTypeFilter;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.ListOpenWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListOpenWorkflowExecutionsResponse;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Asks the pools' workflows, and tells them. A pool or a member that is not there needs to be told nothing. */
public final class PoolsActivity implements Pools {

    private final WorkflowClient client;

    public PoolsActivity(WorkflowClient client) {
        this.client = client;
    }

    /** Has there be a pool that goes by these rules; one that is there already goes by them too. */
    public static void begin(WorkflowClient client, String plan, String infrastructure, Rules rules) {
        WorkflowOptions options = WorkflowOptions.newBuilder()
                .setWorkflowId(WorkflowIds.pool(plan, infrastructure))
                .setTaskQueue(TaskQueues.machines(infrastructure))
                .build();
        client.newUntypedWorkflowStub(PoolWorkflow.TYPE, options)
                .signalWithStart(PoolWorkflow.RULES, new Object[] {rules}, new Object[] {
                    new PoolWorkflow.Order(plan, infrastructure, Stock.empty(rules))
                });
    }

    /** Has a pool, by its workflow's id, empty itself and end. */
    public static void close(WorkflowClient client, String pool) {
        signal(client, pool, PoolWorkflow.CLOSE);
    }

    /** The ids of the workflows of all pools that there are; one that began a moment ago may be missing. */
    public static List<String> open(WorkflowClient client) {
        List<String> ids = new ArrayList<>();
        ListOpenWorkflowExecutionsRequest.Builder request = ListOpenWorkflowExecutionsRequest.newBuilder()
                .setNamespace(client.getOptions().getNamespace())
                .setTypeFilter(WorkflowTypeFilter.newBuilder().setName(PoolWorkflow.TYPE));
        do {
            ListOpenWorkflowExecutionsResponse page =
                    client.getWorkflowServiceStubs().blockingStub().listOpenWorkflowExecutions(request.build());
            page.getExecutionsList().stream()
                    .map(WorkflowExecutionInfo::getExecution)
                    .forEach(e -> ids.add(e.getWorkflowId()));
            request.setNextPageToken(page.getNextPageToken());
        } while (!request.getNextPageToken().isEmpty());
        return ids;
    }

    @Override
    public @Nullable Handover claim(Claim claim) {
        FutureTask<@Nullable Handover> asked = new FutureTask<>(
                () -> client.newUntypedWorkflowStub(pool(claim)).update(PoolWorkflow.CLAIM, Handover.class, claim));
        Thread.ofVirtual().start(asked);
        try {
            return asked.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw unanswered(claim, e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof WorkflowNotFoundException) {
                return null;
            }
            throw unanswered(claim, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unanswered(claim, e);
        } finally {
            asked.cancel(true);
        }
    }

    private static RuntimeException unanswered(Claim claim, Exception e) {
        return Trouble.unavailable("The pool does not answer.", pool(claim) + " does not answer: " + e)
                .failure(e);
    }

    @Override
    public void settle(Claim claim) {
        signal(client, pool(claim), PoolWorkflow.SETTLE, claim.key());
    }

    @Override
    public void release(Claim claim) {
        signal(client, pool(claim), PoolWorkflow.RELEASE, claim.key());
    }

    @Override
    public void end(ClusterId member) {
        signal(client, WorkflowIds.cluster(member), PoolMemberWorkflow.END);
    }

    @Override
    public void giveWay(String infrastructure) {
        open(client).stream()
                .filter(pool -> pool.endsWith("/" + infrastructure))
                .forEach(pool -> signal(client, pool, PoolWorkflow.GIVE_WAY));
    }

    private static String pool(Claim claim) {
        return WorkflowIds.pool(claim.plan(), claim.infrastructure());
    }

    private static void signal(WorkflowClient client, String workflow, String signal, Object... arguments) {
        try {
            client.newUntypedWorkflowStub(workflow).signal(signal, arguments);
        } catch (WorkflowNotFoundException e) {
            // it has ended, and with it all that it would have to know
        }
    }
}
