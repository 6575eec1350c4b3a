package dev.steward.lifecycle;

import dev.steward.cluster.Binding;
import dev.steward.cluster.Caller;
import dev.steward.cluster.ClusterSpec;
import dev.steward.cluster.Decision;
import dev.steward.cluster.Node;
import dev.steward.cluster.NodeName;
import dev.steward.cluster.Obstacle;
import dev.steward.cluster.Outfit;
import dev.steward.cluster.Request;
import dev.steward.cluster.Update;
import dev.steward.cluster.Work;
import dev.steward.engine.ClusterView;
import dev.steward.engine.NodeOrder;
import dev.steward.trouble.Trouble;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Updates of an instance: asked for, carried out node by node, ended. While one goes on, the spec says what the cluster is
 * to be and its nodes' outfits what they are, so that whatever befalls it in between needs no case of its own.
 */
final class Updates {

    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Cluster cluster;

    Updates(Cluster cluster) {
        this.cluster = cluster;
    }

    void mayUpdate(Alteration alteration) {
        ClusterSpec known = cluster.ordered();
        if (!known.request().asksTheSameAs(alteration.from())) {
            throw Refusal.BUSY.because("The instance is being changed by another request.");
        }
        if (cluster.state.update() != null && !isUnderway(alteration.wanted())) {
            throw Refusal.BUSY.because("The instance is being updated; another update can follow.");
        }
        if (!known.isTheSameAs(alteration.wanted())) { // else only what the platform tells of it changes
            Obstacle.between(known, alteration.wanted()).ifPresent(obstacle -> {
                throw Refusal.UNCHANGEABLE.because(obstacle.sentence());
            });
        }
    }

    private boolean isUnderway(ClusterSpec wanted) {
        Update update = cluster.state.update();
        return update != null && !update.goesBack() && cluster.ordered().isTheSameAs(wanted);
    }

    Acceptance update(Alteration alteration) {
        mayUpdate(alteration); // it may have changed since
        ClusterSpec known = cluster.ordered();
        ClusterSpec wanted = alteration.wanted().ownedBy(known.owner());
        if (known.isTheSameAs(wanted)) {
            Request told = wanted.request();
            Workflow.getLogger(Updates.class)
                    .info(
                            "what is told of it is changed by request '{}'",
                            told.caller().request());
            cluster.spec = known.asked(known.request().in(told.context()).by(told.caller()));
            cluster.changed = true;
            return new Acceptance(
                    isUnderway(wanted)
                            ? Objects.requireNonNull(cluster.operation()).id()
                            : "update",
                    !isUnderway(wanted));
        }
        cluster.spec = wanted;
        cluster.become(cluster.state.updating(Update.from(known, deadline())));
        haltRepairsOfThoseTooMany();
        Caller caller = wanted.request().caller();
        cluster.ask(Operation.Kind.UPDATE, cluster.state.life(), "The instance is being updated.", caller);
        return new Acceptance(Objects.requireNonNull(cluster.operation()).id(), false);
    }

    private Instant deadline() {
        return Time.now().plus(cluster.ordered().limits().provision());
    }

    void connect(Decision.Connect decision) {
        ClusterSpec spec = cluster.ordered();
        begin(Work.on(Work.Kind.CONNECT), "the network", () -> {
            doors().machines().createNetwork(spec.network());
            List<Node> newcomers = new Members(cluster).reserve(decision.joining());
            cluster.become(cluster.state.joinedBy(newcomers).connected());
        });
    }

    /** Has the node go by what the cluster is to be. Whether it does when this fails isn't certain: so it is noted before. */
    void adjust(Decision.Adjust decision) {
        NodeName name = decision.node();
        Outfit wanted = wanted();
        NodeOrder order = new NodeOrder(
                cluster.view(),
                name,
                Objects.requireNonNull(cluster.state.identity()).authority(),
                outfit(name).size());
        cluster.state = cluster.state.changed(name, n -> n.fitted(outfit(name).uncertain()));
        begin(Work.at(Work.Kind.ADJUST, name), "settings of " + name, () -> {
            boolean awaitsRestart = doors().promptEngine().adjust(order);
            cluster.become(
                    cluster.state.changed(name, n -> n.fitted(outfit(name).onTermsOf(wanted, awaitsRestart))));
        });
    }

    void restart(Decision.Restart decision) {
        NodeName name = decision.node();
        ClusterView view = cluster.view();
        begin(Work.at(Work.Kind.RECOVER, name), "restart of " + name, () -> {
            try {
                doors().engine().restart(view, name);
                cluster.become(cluster.state
                        .changed(name, n -> n.fitted(outfit(name).restarted()))
                        .forgetFinding(name));
                cluster.enlist();
            } finally {
                leaveBehind(name, view);
            }
        });
    }

    /** A take-over in between has left it behind, as one that is being repaired. */
    private void leaveBehind(NodeName name, ClusterView then) {
        if (!then.epoch().equals(cluster.state.epoch()) && !name.equals(cluster.state.leader())) {
            cluster.become(cluster.state.changed(name, n -> n.unfenced().lost(Time.now())));
        }
    }

    private Outfit wanted() {
        return cluster.ordered().outfit().among(cluster.state.names());
    }

    private Outfit outfit(NodeName name) {
        return Objects.requireNonNull(cluster.state.node(name).outfit(), "noted when the update began");
    }

    void furnish() {
        ClusterView view = cluster.view();
        begin(Work.on(Work.Kind.FURNISH), "what is added to the data", () -> {
            doors().promptEngine().furnish(view);
            if (!Objects.requireNonNull(cluster.state.update()).hadTheSameNodesAs(cluster.ordered())) {
                cluster.state.bindings().stream().filter(Binding::isWhole).forEach(b -> readdress(view, b));
            }
            cluster.become(cluster.state.furnished());
        });
    }

    /** Whoever reads it again learns of all hosts that there are now; one that was changed meanwhile names them already. */
    private void readdress(ClusterView view, Binding binding) {
        Map<String, Object> now = doors().promptEngine().readdress(view, binding.credentials());
        if (cluster.state.binding(binding.id()).filter(binding::equals).isPresent()) {
            cluster.become(cluster.state.bound(binding.with(now)));
        }
    }

    private void begin(Work work, String what, Functions.Proc act) {
        cluster.underway.begin(work, what, () -> {
            try {
                act.apply();
            } catch (ActivityFailure e) {
                Trouble trouble = Trouble.of(e);
                Workflow.getLogger(Updates.class).warn("not done yet: {}: {}", what, trouble.forOperator());
                hindered(trouble);
            }
        });
    }

    /** A step of the update, if one goes on, has come to nothing: for now, or for good. */
    void hindered(Trouble trouble) {
        Update update = cluster.state.update();
        boolean hopeless = trouble.kind() == Trouble.Kind.IMPOSSIBLE || trouble.kind() == Trouble.Kind.NO_CAPACITY;
        if (update != null && hopeless && !update.goesBack()) {
            goBack(update, trouble.forUser(), trouble.kind() == Trouble.Kind.NO_CAPACITY);
        } else {
            cluster.become(cluster.state.delayed(Time.now().plus(PAUSE)));
        }
    }

    void goBack(Decision.GoBack decision) {
        Update update = Objects.requireNonNull(cluster.state.update());
        goBack(update, "It could not be done in time.", true);
        haltRepairsOfThoseTooMany();
        Workflow.getLogger(Updates.class).warn("the update is given up: {}", decision.reason());
    }

    /** A copy may take long, and nobody wants it any more. */
    private void haltRepairsOfThoseTooMany() {
        cluster.state.names().stream()
                .filter(n -> !cluster.ordered().names().contains(n))
                .forEach(n -> cluster.underway.halt(Work.at(Work.Kind.RECOVER, n)));
    }

    /** What the platform tells of it meanwhile stays. */
    private void goBack(Update update, String why, boolean repeatable) {
        Request told = cluster.ordered().request();
        cluster.spec = update.former().asked(update.former().request().in(told.context()));
        cluster.become(cluster.state.updating(update.back(why, repeatable, deadline())));
    }

    void end() {
        Update update = Objects.requireNonNull(cluster.state.update());
        if (update.goesBack()) {
            String left = cluster.state.nodes().stream().allMatch(n -> wanted().equals(n.outfit()))
                    ? " The instance is what it was before, and usable."
                    : " The instance is usable; some of its machines may still be as the update would have had them.";
            cluster.answer(
                    Operation.Kind.UPDATE,
                    Operation.Status.FAILED,
                    "The instance could not be updated. " + update.failure() + left);
        } else {
            cluster.answer(Operation.Kind.UPDATE, Operation.Status.SUCCEEDED, "The instance is updated.");
        }
        if (!update.repeatable()) {
            cluster.unrepeatable();
        }
        cluster.become(cluster.state.updated());
    }

    private Doors doors() {
        return new Doors(cluster.ordered());
    }
}
