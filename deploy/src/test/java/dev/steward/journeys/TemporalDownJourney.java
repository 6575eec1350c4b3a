package dev.steward.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.platform.Plan;
import dev.steward.tour.Tenant;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Without Temporal nothing can be asked of an instance: the broker says so, and recovers by itself. */
class TemporalDownJourney {

    private static final Duration RECOVERY = Duration.ofSeconds(60);

    @RegisterExtension
    private final LocalSteward steward = LocalSteward.asItIs();

    @Test
    void theBrokerAnswersThatItIsUnavailableAndRecoversByItself() throws InterruptedException {
        Tenant tenant = Tenant.of(steward.guide(), "single-small");
        tenant.provision();
        steward.temporal().kill();
        Http http = new Http(steward.brokerAddress(), Settings.USER, steward.settings().password);

        expectUnavailable(http.send("GET", "/v2/service_instances/" + tenant.id(), ""));
        expectUnavailable(
                http.send("PUT", "/v2/service_instances/another?accepts_incomplete=true", body(tenant.plan())));

        steward.temporal().start();
        Instant end = Instant.now().plus(RECOVERY);
        while (http.send("GET", "/v2/service_instances/" + tenant.id(), "").statusCode() != 200) {
            assertThat(Instant.now()).as("recovery within " + RECOVERY).isBefore(end);
            Thread.sleep(250);
        }
        tenant.deprovision();
        assertThat(steward.lab().leftovers()).isEmpty();
    }

    private static void expectUnavailable(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }

    private static String body(Plan plan) {
        return "{\"service_id\":\"" + plan.serviceId() + "\",\"plan_id\":\"" + plan.id()
                + "\",\"organization_guid\":\"o\",\"space_guid\":\"s\"}";
    }
}
