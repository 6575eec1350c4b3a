package dev.steward.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.lifecycle.Phase;
import dev.steward.lifecycle.Report;
import dev.steward.tour.Tenant;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A site without power, in the middle of everything: all that is left is disks and Temporal's database. */
class DownAndUpJourney {

    private static final Duration BACK = Duration.ofMinutes(3);

    @RegisterExtension
    private final LocalSteward steward = LocalSteward.asItIs();

    @Test
    void whatWasAcknowledgedIsThereWhenEverythingIsUpAgain() throws SQLException, InterruptedException {
        Tenant cluster = tenant("cluster-small");
        Tenant single = tenant("single-small");
        try (AcknowledgedWrites inCluster = writes(cluster);
                AcknowledgedWrites inSingle = writes(single)) {
            inCluster.awaitMore(200);
            inSingle.awaitMore(200);

            steward.goesDown();
            steward.comesUp();

            // first of all a write: until they are looked at again, they are told as they were
            inCluster.awaitMore(1, BACK);
            inSingle.awaitMore(1, BACK);
            awaitHealthy(cluster);
            awaitHealthy(single);
            assertThat(inCluster.lost()).isEmpty();
            assertThat(inSingle.lost()).isEmpty();
        }
        cluster.deprovision();
        single.deprovision();
        assertThat(steward.lab().leftovers()).isEmpty();
    }

    private Tenant tenant(String plan) {
        Tenant tenant = Tenant.of(steward.guide(), plan);
        tenant.provision();
        return tenant;
    }

    private static AcknowledgedWrites writes(Tenant tenant) throws SQLException {
        return new AcknowledgedWrites(Map.of("jdbcUrl", tenant.bind("writer").jdbcUrl()));
    }

    private void awaitHealthy(Tenant tenant) throws InterruptedException {
        Instant end = Instant.now().plus(BACK);
        Report report = steward.instances().report(tenant.id());
        while (report.phase() != Phase.HEALTHY || !report.children().isEmpty()) {
            assertThat(Instant.now()).as("back within %s; now %s", BACK, report).isBefore(end);
            Thread.sleep(500);
            report = steward.instances().report(tenant.id());
        }
    }
}
