package dev.steward.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.instances.Found;
import dev.steward.platform.FakeBroker;
import dev.steward.platform.Platform;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BrokerWorkshopTest {

    private static final String CATALOG = """
            {"services": [{"id": "s", "plans": [
              {"id": "p", "name": "single-small", "maintenance_info": {"version": "1.2.0"}}]}]}""";

    private final FakeBroker broker = new FakeBroker();
    private final BrokerWorkshop workshop =
            new BrokerWorkshop(new Platform(broker.address(), "user", "secret"), Duration.ofSeconds(5));

    @AfterEach
    void close() {
        broker.close();
    }

    @Test
    void thePlanOfManyInstancesIsLookedUpOnce() {
        broker.replies(200, CATALOG).replies(200, "{}").replies(200, "{}");

        assertThat(workshop.upgrade(instance("one"))).isEqualTo(new Outcome.Current());
        assertThat(workshop.upgrade(instance("other"))).isEqualTo(new Outcome.Current());
        assertThat(broker.asked())
                .filteredOn(asked -> asked.contains("/v2/catalog"))
                .hasSize(1);
    }

    @Test
    void aPlanThatIsGoneIsAFailureOfThatInstance() {
        broker.replies(200, "{\"services\": []}");

        assertThat(workshop.upgrade(instance("one")))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class, f -> assertThat(f.why()).contains("single-small"));
    }

    private static Found instance(String id) {
        return new Found(id, "", "single-small", "docker", "HEALTHY", "", "", Instant.EPOCH);
    }
}
