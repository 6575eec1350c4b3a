package dev.steward.engine.kit;

import static dev.steward.engine.kit.Tried.N1;
import static dev.steward.engine.kit.Tried.N2;
import static dev.steward.engine.kit.Tried.N3;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.cluster.Redundancy;
import dev.steward.cluster.Standing;
import dev.steward.engine.ClusterView;
import dev.steward.engine.Engine;
import dev.steward.engine.kit.Subject.Application;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every call may be repeated, since an answer may be lost. */
interface Repeatable extends Kit {

    @Test
    default void everyCallMayBeRepeated() throws Exception {
        Tried tried = new Tried(subject(), 3);
        Engine engine = subject().engine();
        Stream.of(N1, N2, N3).forEach(n -> twice(() -> tried.prepare(n)));
        twice(() -> engine.initialise(tried.view(), N1, tried.all()));
        twice(() -> engine.join(tried.view(), N2));
        twice(() -> engine.join(tried.view(), N3));
        twice(() -> engine.furnish(tried.view()));
        twice(() -> engine.confirm(tried.view(), N1));
        tried.bound("b").close();
        try (Application application = tried.bound("b")) {
            tried.write(application, "before");
            succession(tried, engine);
            tried.write(application, "after");
            tried.requireAll(application);
        }
        twice(() -> engine.unbind(tried.view(), "b"));
        twice(() -> engine.unbind(tried.view(), "never bound"));
        twice(() -> engine.stop(tried.view(), N3));
    }

    private static void succession(Tried tried, Engine engine) {
        ClusterView next = tried.nextEpoch();
        Standing sealed = engine.seal(next, N3);
        assertThat(engine.seal(next, N3).timeline()).isEqualTo(sealed.timeline());
        engine.seal(next, N2);
        tried.now(next.in(next.epoch(), N2));
        twice(() -> engine.promote(tried.view(), N2, Redundancy.among(List.of(N3))));
        assertThat(engine.seal(tried.view(), N2).promoted())
                .as("whoever asks again learns that it was promoted")
                .isTrue();
        twice(() -> engine.promote(tried.view(), N2, Redundancy.among(List.of(N3))));
        twice(() -> engine.follow(tried.view(), N3));
        Insist.on(() -> engine.confirm(tried.view(), N2));
        twice(() -> engine.stop(tried.view(), N1));
        twice(() -> engine.rejoin(tried.view(), N1));
        long change = tried.nextChange();
        twice(() -> engine.redundancy(
                tried.view(), List.of(Redundancy.among(List.of(N3))), Redundancy.among(List.of(N1, N3)), change));
        twice(() -> engine.rehearse(tried.view(), N1));
    }

    private static void twice(Runnable act) {
        Insist.on(act);
        Insist.on(act);
    }
}
