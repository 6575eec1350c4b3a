package dev.steward.engine.kit;

import static dev.steward.engine.kit.Tried.N1;
import static dev.steward.engine.kit.Tried.N2;
import static dev.steward.engine.kit.Tried.N3;

import dev.steward.cluster.NodeName;
import dev.steward.cluster.Redundancy;
import dev.steward.engine.Engine;
import dev.steward.engine.kit.Subject.Application;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A machine may lose its power after every step; what comes next finds its way. */
interface Restarts extends Kit {

    @Test
    default void aSingleNodeKeepsItsDataThroughRestarts() throws Exception {
        Tried tried = new Tried(subject(), 1);
        Engine engine = subject().engine();
        tried.prepare(N1);
        subject().powerCut(tried.view(), N1);
        tried.prepare(N1);
        engine.initialise(tried.view(), N1, Redundancy.NONE);
        restart(tried, N1);
        engine.resume(tried.view(), N1, Redundancy.NONE, 0);
        try (Application application = tried.bound("b")) {
            tried.write(application, "one");
            restart(tried, N1);
            engine.resume(tried.view(), N1, Redundancy.NONE, 0);
            Insist.on(() -> engine.confirm(tried.view(), N1));
            tried.write(application, "two");
            tried.requireAll(application);
        }
    }

    @Test
    default void aClusterIsMadeThoughEveryMachineRestartsOnTheWay() throws Exception {
        Tried tried = new Tried(subject(), 3);
        Engine engine = subject().engine();
        tried.view().hosts().forEach(h -> tried.prepare(h.node()));
        engine.initialise(tried.view(), N1, tried.all());
        restart(tried, N1);
        engine.resume(tried.view(), N1, tried.all(), tried.nextChange());
        for (NodeName standby : List.of(N2, N3)) {
            Insist.on(() -> engine.join(tried.view(), standby));
            restart(tried, standby);
            Insist.on(() -> engine.rejoin(tried.view(), standby));
        }
        Insist.on(() -> engine.confirm(tried.view(), N1));
        try (Application application = tried.bound("b")) {
            tried.write(application, "made");
            NodeName leader = tried.takeOver(List.of(N2, N3));
            engine.stop(tried.view(), N1);
            tried.write(application, "taken over");
            restart(tried, leader);
            NodeName follower = leader.equals(N2) ? N3 : N2;
            engine.resume(tried.view(), leader, Redundancy.among(List.of(follower)), tried.nextChange());
            Insist.on(() -> engine.rejoin(tried.view(), follower));
            Insist.on(() -> engine.confirm(tried.view(), leader));
            tried.write(application, "the leader restarted");
            tried.requireAll(application);
        }
    }

    private void restart(Tried tried, NodeName node) {
        subject().powerCut(tried.view(), node);
        tried.prepare(node);
    }
}
