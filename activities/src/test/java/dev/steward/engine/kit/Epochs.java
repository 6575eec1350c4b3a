package dev.steward.engine.kit;

import static dev.steward.engine.kit.Tried.N1;
import static dev.steward.engine.kit.Tried.N2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.steward.cluster.Redundancy;
import dev.steward.engine.BindOrder;
import dev.steward.engine.ClusterView;
import dev.steward.engine.Engine;
import dev.steward.trouble.Trouble;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A node that has seen an epoch refuses what is asked of it in an older one: work that was overtaken ends by itself. */
interface Epochs extends Kit {

    @Test
    default void whatIsAskedInAnOldEpochIsRefused() {
        Tried tried = Tried.made(subject(), 3);
        Engine engine = subject().engine();
        ClusterView old = tried.view();
        ClusterView next = tried.nextEpoch();
        tried.standbys().forEach(n -> engine.seal(next, n));
        engine.stop(next, N1);
        ClusterView late = old.in(old.epoch(), N1);
        Map<String, Runnable> acts = new LinkedHashMap<>();
        acts.put("prepare", () -> engine.prepare(tried.order(late, N2)));
        acts.put("initialise", () -> engine.initialise(late, N1, tried.all()));
        acts.put("join", () -> engine.join(late, N2));
        acts.put("resume", () -> engine.resume(late, N1, tried.all(), 0));
        acts.put("awaken", () -> engine.awaken(late, N2));
        acts.put("seal", () -> engine.seal(late, N2));
        acts.put("promote", () -> engine.promote(late, N2, Redundancy.among(List.of(N1))));
        acts.put("follow", () -> engine.follow(late, N2));
        acts.put("confirm", () -> engine.confirm(late, N1));
        acts.put("rejoin", () -> engine.rejoin(late, N2));
        acts.put("stop", () -> engine.stop(late, N1));
        acts.put("redundancy", () -> engine.redundancy(late, List.of(Redundancy.NONE), Redundancy.NONE, 99));
        acts.put("retire", () -> engine.retire(late, N1));
        acts.put("bind", () -> engine.bind(new BindOrder(late, "late", Map.of())));
        acts.put("unbind", () -> engine.unbind(late, "late"));
        acts.forEach((name, act) ->
                assertThat(Trouble.of(catchThrowable(act::run)).kind()).as(name).isEqualTo(Trouble.Kind.STALE_EPOCH));
    }
}
