package dev.steward.lifecycle;

import dev.steward.cluster.Election;
import dev.steward.cluster.NodeName;
import dev.steward.cluster.Redundancy;
import dev.steward.cluster.Standing;
import dev.steward.engine.ClusterView;
import dev.steward.engine.Engine;
import dev.steward.engine.Host;
import dev.steward.trouble.Trouble;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The order of the steps is the safety argument: nothing is promoted before so many nodes are sealed that the old
 * leader, wherever it is and whatever it believes, can acknowledge nothing any more, and that one of the sealed has
 * everything it ever acknowledged.
 */
public final class FailOverWorkflowImpl implements FailOverWorkflow {

    private static final Duration CALL = Duration.ofSeconds(3);
    private static final Duration PROMOTION = Duration.ofSeconds(10);
    private static final Duration SEALING = Duration.ofSeconds(8);
    private static final Duration CONFIRMING = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(300);

    private final Order order;
    private final ClusterView cluster;
    private final Engine prompt;
    private final Steps steps = Steps.within(CONFIRMING);
    private final Meters meters = new Meters();
    private final Map<NodeName, Standing> sealed = new TreeMap<>();
    private final Map<NodeName, String> unsealed = new TreeMap<>();
    private final Set<NodeName> sealing = new HashSet<>();
    private boolean superseded;

    @WorkflowInit
    public FailOverWorkflowImpl(Order order) {
        this.order = order;
        cluster = order.cluster();
        prompt = new Doors("", "").urgentEngine(CALL);
    }

    @Override
    public Outcome run(Order sameOrder) {
        Outcome outcome = takeOver();
        Meters.tookOver(order.reason(), outcome);
        return outcome;
    }

    private Outcome takeOver() {
        steps.now("sealing the standbys of " + cluster.leader() + " (" + order.reason() + ")");
        seal();
        meters.phaseEnded("seal");
        if (superseded) {
            return new Superseded();
        }
        if (!isSealed()) {
            return new Blocked("too few standbys could be sealed to be sure that nothing is lost (" + sealed.size()
                    + " of " + names() + "): " + unsealed);
        }
        try {
            return promote(Election.winner(sealed.values()).orElseThrow());
        } catch (ActivityFailure | ApplicationFailure e) {
            Trouble trouble = Trouble.of(e);
            return trouble.kind() == Trouble.Kind.STALE_EPOCH
                    ? new Superseded()
                    : new Blocked("the elected node could not be promoted: " + trouble.forOperator());
        }
    }

    private Outcome promote(NodeName winner) {
        Redundancy redundancy = redundancyUnder(winner);
        ClusterView next = Views.ledBy(cluster, winner);
        steps.now("promoting " + winner + ", confirmed by " + redundancy);
        Engine promotion = new Doors("", "").urgentEngine(PROMOTION);
        steps.insistOn(() -> promotion.promote(next, winner, redundancy));
        meters.phaseEnded("promote");
        steps.now("pointing the others at " + winner);
        List<NodeName> others =
                sealed.keySet().stream().filter(n -> !n.equals(winner)).toList();
        Together.doForEach(others, n -> followIfItCan(next, n));
        meters.phaseEnded("follow");
        if (!others.isEmpty()) {
            steps.now("checking that " + winner + " acknowledges writes");
            steps.insistOn(() -> prompt.confirm(next, winner));
            meters.phaseEnded("confirm");
        }
        return new TookOver(
                winner,
                redundancy,
                sealed.values().stream().map(Standing::toString).toList());
    }

    /** One that fails now is brought back by a repair; the write that confirms tells whether enough are left. */
    private void followIfItCan(ClusterView next, NodeName node) {
        try {
            prompt.follow(next, node);
        } catch (ActivityFailure e) {
            Trouble trouble = Trouble.of(e);
            if (trouble.kind() == Trouble.Kind.STALE_EPOCH) {
                throw e;
            }
            Workflow.getLogger(FailOverWorkflowImpl.class).warn("{} does not follow: {}", node, trouble.forOperator());
        }
    }

    /**
     * The sealed others confirm from now on. With none left it is everybody else: nobody is there to confirm, so writes
     * wait until one is back, and none is acknowledged that only one node has.
     */
    private Redundancy redundancyUnder(NodeName winner) {
        List<NodeName> others =
                sealed.keySet().stream().filter(n -> !n.equals(winner)).toList();
        return Redundancy.among(
                others.isEmpty()
                        ? cluster.hosts().stream()
                                .map(Host::node)
                                .filter(n -> !n.equals(winner))
                                .toList()
                        : others);
    }

    /** Seals all at the same time, each again and again, until enough are sealed or time is up. */
    private void seal() {
        for (NodeName name : names()) {
            sealing.add(name);
            Async.procedure(() -> seal(name));
        }
        Workflow.await(SEALING, () -> superseded || isSealed() || sealing.isEmpty());
    }

    private void seal(NodeName name) {
        var deadline = Time.now().plus(SEALING);
        while (!superseded && !isSealed() && Time.now().isBefore(deadline)) {
            try {
                Standing standing = prompt.seal(cluster, name);
                sealed.put(name, standing);
                unsealed.remove(name);
                break;
            } catch (ActivityFailure e) {
                Trouble trouble = Trouble.of(e);
                superseded |= trouble.kind() == Trouble.Kind.STALE_EPOCH;
                unsealed.put(name, trouble.forOperator());
            }
            Workflow.sleep(PAUSE);
        }
        sealing.remove(name);
    }

    private boolean isSealed() {
        return order.redundancy().isSealedBy(sealed.keySet())
                && (order.changingTo() == null || order.changingTo().isSealedBy(sealed.keySet()));
    }

    private List<NodeName> names() {
        var to = order.changingTo();
        return Stream.concat(
                        order.redundancy().standbys().stream(), to == null ? Stream.empty() : to.standbys().stream())
                .distinct()
                .toList();
    }

    @Override
    public Progress progress() {
        return steps.progress();
    }
}
