package dev.steward.lifecycle;

import dev.steward.cluster.ClusterId;
import dev.steward.cluster.Node;
import dev.steward.lifecycle.Pools.Claim;
import dev.steward.lifecycle.Pools.Handover;
import dev.steward.pool.Member;
import dev.steward.pool.Member.Stage;
import dev.steward.pool.Rules;
import dev.steward.pool.Stock;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A round: give up whom it should not have, have made whom it lacks, wait. Members live on by themselves. */
public final class PoolWorkflowImpl implements PoolWorkflow {

    private final Order order;
    private final Meters meters;
    private Stock stock;
    private boolean changed;

    @WorkflowInit
    public PoolWorkflowImpl(Order order) {
        this.order = order;
        stock = order.stock();
        meters = Meters.ofPool(order.plan(), order.infrastructure());
    }

    @Override
    public void run(Order sameOrder) {
        while (true) {
            changed = false;
            Instant now = Time.now();
            stock = stock.at(now);
            dropSuperfluous(now);
            while (stock.mayMake(now)) {
                make(now);
            }
            say();
            if (stock.hasEnded() && Workflow.isEveryHandlerFinished()) {
                return;
            }
            await(stock.next(Time.now()));
            if (Workflow.getInfo().isContinueAsNewSuggested() && Workflow.isEveryHandlerFinished()) {
                Workflow.continueAsNew(new Order(order.plan(), order.infrastructure(), stock));
            }
        }
    }

    /** One after the other is looked for anew: while one is told, the next may be given away. */
    private void dropSuperfluous(Instant now) {
        for (var who = stock.superfluous(now); !who.isEmpty(); who = stock.superfluous(now)) {
            drop(who.getFirst());
        }
    }

    private void await(Optional<Instant> until) {
        if (until.isEmpty()) {
            Workflow.await(() -> changed);
        } else {
            Workflow.await(Duration.between(Time.now(), until.get()), () -> changed);
        }
    }

    private void say() {
        meters.stock(stock);
        Workflow.setCurrentDetails("%d ready, %d being made, %d wanted"
                .formatted(
                        stock.count(Stage.READY),
                        stock.count(Stage.MAKING),
                        stock.rules().ready()));
    }

    /** It tells by signals what becomes of it: so it outlives a run of this workflow. */
    private void make(Instant now) {
        String suffix = Workflow.randomUUID().toString().substring(0, 8);
        ClusterId id = new ClusterId("pool-%s-%s-%s".formatted(order.plan(), order.infrastructure(), suffix));
        stock = stock.begun(id, now);
        PoolMemberWorkflow member = Workflow.newChildWorkflowStub(
                PoolMemberWorkflow.class,
                ChildWorkflowOptions.newBuilder()
                        .setWorkflowId(WorkflowIds.cluster(id))
                        .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
                        .build());
        Rules rules = stock.rules();
        Async.procedure(
                member::run,
                new PoolMemberWorkflow.Order(
                        Workflow.getInfo().getWorkflowId(),
                        order.infrastructure(),
                        id,
                        rules.holding(),
                        rules.patience(),
                        List.of(),
                        null));
        try {
            Workflow.getWorkflowExecution(member).get();
        } catch (TemporalFailure e) {
            Workflow.getLogger(PoolWorkflowImpl.class).warn("{} could not be begun: {}", id, e.toString());
            failed(id);
        }
    }

    private void drop(Member member) {
        stock = stock.without(member.id());
        tell(member.id(), PoolMemberWorkflow::drop);
    }

    /**
     * Tells a member.
     *
     * @return whether there is one
     */
    private static boolean tell(ClusterId id, Functions.Proc1<PoolMemberWorkflow> what) {
        return Telling.reaches(
                () -> what.apply(Workflow.newExternalWorkflowStub(PoolMemberWorkflow.class, WorkflowIds.cluster(id))));
    }

    @Override
    public void rules(Rules rules) {
        become(stock.ruled(rules));
    }

    @Override
    public void close() {
        become(stock.closed());
    }

    /** Only who knows whose it is from now on is given away: it holds the name in which its machines are rented. */
    @Override
    public @Nullable Handover claim(Claim claim) {
        while (true) {
            Stock before = stock;
            Stock.Handing handing = before.claim(claim.key(), claim.holding(), Time.now());
            become(handing.stock());
            Member member = handing.member();
            if (member == null) {
                meters.claimed(false);
                return null;
            }
            if (tell(member.id(), m -> m.claimed(claim.tenant()))) {
                before.member(member.id()).filter(m -> m.is(Stage.READY)).ifPresent(this::countHit);
                return new Handover(member.id(), member.nodes());
            }
            become(stock.without(member.id()));
        }
    }

    private void countHit(Member ready) {
        meters.claimed(true);
        meters.givenAway(age(ready));
    }

    private static Duration age(Member member) {
        return Duration.between(member.since(), Time.now());
    }

    @Override
    public void settle(String key) {
        stock.of(key).ifPresent(used -> meters.handedOver(age(used)));
        become(stock.settled(key, Time.now()));
    }

    @Override
    public void release(String key) {
        Optional<Member> given = stock.of(key);
        become(stock.settled(key, Time.now()));
        given.ifPresent(m -> tell(m.id(), PoolMemberWorkflow::end));
    }

    @Override
    public void giveWay() {
        Optional<Member> who = stock.whoGivesWay();
        become(stock.gaveWay(Time.now()));
        who.ifPresent(this::drop);
    }

    @Override
    public void ready(ClusterId member, List<Node> nodes) {
        if (stock.knows(member)) {
            stock.member(member).filter(m -> m.is(Stage.MAKING)).ifPresent(made -> meters.refilled(age(made)));
            become(stock.made(member, nodes, Time.now()));
        } else {
            tell(member, PoolMemberWorkflow::drop);
        }
    }

    @Override
    public void failed(ClusterId member) {
        if (stock.knows(member)) {
            meters.refillFailed();
        }
        become(stock.failed(member, Time.now()));
    }

    private void become(Stock next) {
        stock = next;
        changed = true;
    }

    @Override
    public Stock stock() {
        return stock;
    }
}
