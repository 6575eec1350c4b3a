package dev.steward.engine.kit;

import static dev.steward.engine.kit.Tried.N1;
import static dev.steward.engine.kit.Tried.N2;
import static dev.steward.engine.kit.Tried.N3;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.cluster.NodeName;
import dev.steward.cluster.Redundancy;
import dev.steward.engine.ClusterView;
import dev.steward.engine.Engine;
import dev.steward.engine.kit.Subject.Application;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is sealed stays sealed, whatever happens to it, until it is told otherwise. */
interface Seals extends Kit {

    @Test
    default void aSealIsFinalUntilToldOtherwise() throws Exception {
        Tried tried = Tried.made(subject(), 3);
        Engine engine = subject().engine();
        try (Application application = tried.bound("b")) {
            tried.write(application, "before");
            ClusterView next = tried.nextEpoch();
            for (NodeName standby : tried.standbys()) {
                engine.seal(next, standby);
            }
            assertThatThrownBy(() -> application.write("after the seal")).isNotNull();
            subject().crash(next, N2);
            engine.awaken(next, N2);
            assertThatThrownBy(() -> application.write("after a crash")).isNotNull();
            subject().powerCut(next, N2);
            engine.prepare(tried.order(next, N2));
            engine.awaken(next, N2);
            assertThatThrownBy(() -> application.write("after a power cut")).isNotNull();
            // else an application may find it first: whether it has stopped itself by now is a matter of seconds
            engine.stop(next, N1);
            tried.now(next.in(next.epoch(), N3));
            engine.promote(tried.view(), N3, Redundancy.among(List.of(N2)));
            engine.follow(tried.view(), N2);
            Insist.on(() -> engine.confirm(tried.view(), N3));
            tried.write(application, "told otherwise");
            tried.requireAll(application);
        }
    }
}
