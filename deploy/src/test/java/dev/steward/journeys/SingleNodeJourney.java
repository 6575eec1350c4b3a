package dev.steward.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.cluster.ClusterId;
import dev.steward.cluster.Identity;
import dev.steward.cluster.NodeName;
import dev.steward.cluster.Redundancy;
import dev.steward.engine.BindOrder;
import dev.steward.engine.ClusterView;
import dev.steward.engine.postgresql.PostgresqlEngine;
import dev.steward.machines.Address;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An instance of one node, driven by hand: nobody but systemd is there to bring it back. */
final class SingleNodeJourney {

    private static final NodeName N1 = NodeName.of(1);

    private final PostgresqlLab lab = new PostgresqlLab();
    private final PostgresqlEngine engine = new PostgresqlEngine(lab.ssh);

    @AfterEach
    void clean() {
        lab.close();
    }

    @Test
    void aSingleNodeComesBackByItself() throws Exception {
        Identity own = engine.issueIdentity(new ClusterId("one"));
        ClusterView one = lab.cluster("one", 1, 100, own);
        lab.prepare(engine, one, own);
        Timed.timed("initialise", () -> engine.initialise(one, N1, Redundancy.NONE));
        engine.confirm(one, N1);
        try (AcknowledgedWrites single = new AcknowledgedWrites(engine.bind(new BindOrder(one, "b", Map.of())))) {
            single.awaitMore(100);
            single.longestGapMillis();
            PostgresqlLab.on("one", N1, "kill -9 $(head -1 /var/lib/steward/data/postmaster.pid)");
            single.awaitMore(100);
            System.out.println(
                    "single node, longest time without an acknowledgement: " + single.longestGapMillis() + " ms");
            assertThat(single.lost()).isEmpty();
            PostgresqlLab.run("docker", "restart", "-t", "0", PostgresqlLab.container("one", N1));
            while (!lab.hosts.answers(
                    new Address("", one.host(N1).ip()), one.host(N1).hostKey())) {
                Thread.onSpinWait();
            }
            Timed.timed("resume", () -> engine.resume(one, N1, Redundancy.NONE, 0));
            single.awaitMore(100);
            assertThat(single.lost()).isEmpty();
        }
    }
}
