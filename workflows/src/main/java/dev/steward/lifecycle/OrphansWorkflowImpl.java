package dev.steward.lifecycle;

import dev.steward.cluster.ClusterId;
import dev.steward.machines.Leftover;
import dev.steward.machines.Owner;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A round: look, give back what may be, wait. */
public final class OrphansWorkflowImpl implements OrphansWorkflow {

    private final Order order;
    private final Doors doors;
    private Rules rules;
    private Found found;
    private boolean changed;

    @WorkflowInit
    public OrphansWorkflowImpl(Order order) {
        this.order = order;
        doors = new Doors(order.infrastructure(), "");
        rules = order.rules();
        found = new Found(null, order.known(), 0);
    }

    @Override
    public void run(Order sameOrder) {
        while (true) {
            changed = false;
            look();
            Workflow.await(rules.every(), () -> changed);
            if (Workflow.getInfo().isContinueAsNewSuggested() && !changed) {
                Workflow.continueAsNew(new Order(order.infrastructure(), rules, found.orphans()));
            }
        }
    }

    private void look() {
        Instant now = Time.now();
        Map<Leftover, Instant> before =
                found.orphans().stream().collect(Collectors.toMap(Orphan::thing, Orphan::since, (a, b) -> a));
        List<Orphan> orphans = doors.claims().unclaimed().stream()
                .map(thing -> new Orphan(thing, before.getOrDefault(thing, now)))
                .toList();
        Set<Owner> givenBack = rules.giveBack() ? giveBack(orphans, now) : Set.of();
        List<Orphan> left = orphans.stream()
                .filter(o -> !givenBack.contains(o.thing().owner()))
                .toList();
        found = new Found(now, left, orphans.size() - left.size());
        Meters.orphans(left.size(), found.givenBack());
        Workflow.setCurrentDetails(left.size() + " things belong to nobody");
    }

    /** All of an owner's at once, and nothing of one of whom something was found only lately. */
    private Set<Owner> giveBack(List<Orphan> orphans, Instant now) {
        Map<Owner, List<Orphan>> byOwner = orphans.stream()
                .collect(Collectors.groupingBy(o -> o.thing().owner(), LinkedHashMap::new, Collectors.toList()));
        Set<Owner> givenBack = new LinkedHashSet<>();
        byOwner.forEach((owner, all) -> {
            if (all.stream().noneMatch(o -> o.since().plus(rules.grace()).isAfter(now))
                    && giveBack(owner, all.stream().map(Orphan::thing).toList())) {
                givenBack.add(owner);
            }
        });
        return givenBack;
    }

    private boolean giveBack(Owner owner, List<Leftover> things) {
        OrphanRemovalWorkflow removal = Workflow.newChildWorkflowStub(
                OrphanRemovalWorkflow.class,
                ChildWorkflowOptions.newBuilder()
                        .setWorkflowId(WorkflowIds.cluster(new ClusterId(owner.cluster())))
                        .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
                        .build());
        try {
            return removal.run(order.infrastructure(), things);
        } catch (ChildWorkflowFailure e) {
            Workflow.getLogger(OrphansWorkflowImpl.class)
                    .warn("what belongs to {} stays: {}", owner.cluster(), String.valueOf(e.getCause()));
            return false; // it lives again, most likely
        }
    }

    @Override
    public void rules(Rules now) {
        changed = changed || !now.equals(rules); // a worker that comes back tells what is known
        rules = now;
    }

    @Override
    public Found found() {
        return found;
    }
}
