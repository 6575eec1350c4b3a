package dev.steward.engine.kit;

import static dev.steward.engine.kit.Tried.N1;
import static dev.steward.engine.kit.Tried.N2;
import static dev.steward.engine.kit.Tried.N3;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.cluster.NodeName;
import dev.steward.engine.Engine;
import dev.steward.engine.kit.Subject.Application;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A node comes back as a standby whatever its history. */
interface Histories extends Kit {

    @Test
    default void aNodeComesBackFromEveryHistory() throws Exception {
        Tried tried = Tried.made(subject(), 3);
        Engine engine = subject().engine();
        try (Application application = tried.bound("b")) {
            tried.write(application, "first");
            subject().crash(tried.view(), N3);
            tried.bringBack(N3);
            tried.write(application, "a standby crashed");
            subject().powerCut(tried.view(), N3);
            tried.prepare(N3);
            tried.bringBack(N3);
            tried.write(application, "a standby lost its power");
            engine.stop(tried.view(), N3);
            subject().wipe(tried.view(), N3);
            tried.bringBack(N3);
            tried.write(application, "a standby lost its data");
            anOldLeaderComesBack(tried, application);
            requireEveryCopy(tried, application);
        }
    }

    /** One that crashed, and one that still runs and does not know that it leads no more. */
    private void anOldLeaderComesBack(Tried tried, Application application) throws Exception {
        subject().crash(tried.view(), N1);
        NodeName second = tried.takeOver(List.of(N2, N3));
        tried.write(application, "the leader crashed");
        tried.bringBack(N1);
        tried.write(application, "it came back");
        NodeName third = tried.takeOver(tried.standbys());
        assertThat(third).isNotEqualTo(second);
        tried.bringBack(second);
        tried.write(application, "a deposed leader follows");
    }

    /** Each leads once, and has everything. */
    private static void requireEveryCopy(Tried tried, Application application) throws Exception {
        for (int i = 0; i < 2; i++) {
            NodeName before = tried.view().leader();
            tried.takeOver(tried.standbys());
            tried.bringBack(before);
            tried.requireAll(application);
        }
    }
}
