package dev.steward.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.platform.Plan;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What can't be served is refused with a sentence, and nothing is recorded of it. */
class BadInputJourney {

    private static final String PATH = "/v2/service_instances/bad-input?accepts_incomplete=true";

    @RegisterExtension
    private final LocalSteward steward = LocalSteward.asItIs();

    @Test
    void badRequestsAreRefusedAndLeaveNothing() {
        Http http = new Http(steward.brokerAddress(), Settings.USER, steward.settings().password);
        bodies(steward.platform().plan("single-small")).forEach((what, body) -> {
            HttpResponse<String> answer = http.send("PUT", PATH, body);
            assertThat(answer.statusCode()).as(what + ": " + answer.body()).isBetween(400, 499);
            assertThat(answer.body()).as(what).contains("description");
        });
        assertThat(http.send("PUT", PATH.substring(0, PATH.indexOf('?')), "{}").statusCode())
                .isBetween(400, 499);
        assertThat(http.sendWithoutCredentials("PUT", PATH, "{}").statusCode()).isEqualTo(401);
        assertThat(http.send("GET", "/v2/service_instances/bad-input", "").statusCode())
                .isEqualTo(404);
        assertThat(http.send("GET", "/v2/nowhere", "").statusCode()).isEqualTo(404);
        assertThat(steward.instances().running()).isEmpty();
        assertThat(steward.lab().leftovers()).isEmpty();
    }

    private static Map<String, String> bodies(Plan plan) {
        Map<String, String> bodies = new TreeMap<>();
        bodies.put("no JSON", "{");
        bodies.put("an empty body", "");
        bodies.put("an array", "[]");
        bodies.put("no ids", "{}");
        bodies.put("an unknown service", body("no-such-service", plan.id(), ""));
        bodies.put("an unknown plan", body(plan.serviceId(), "no-such-plan", ""));
        bodies.put(
                "a number for an id",
                "{\"service_id\":1,\"plan_id\":2,\"organization_guid\":\"o\",\"space_guid\":\"s\"}");
        bodies.put("parameters that are no object", body(plan.serviceId(), plan.id(), ",\"parameters\":\"x\""));
        bodies.put(
                "too large",
                body(plan.serviceId(), plan.id(), ",\"parameters\":{\"x\":\"" + "x".repeat(3_000_000) + "\"}"));
        return bodies;
    }

    private static String body(String service, String plan, String more) {
        return "{\"service_id\":\"" + service + "\",\"plan_id\":\"" + plan
                + "\",\"organization_guid\":\"o\",\"space_guid\":\"s\"" + more + "}";
    }
}
