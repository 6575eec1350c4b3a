package dev.steward.platform;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What a platform does with a broker, by OSB 2.17. Everything that goes wrong is a {@link BrokerError}. */
public final class Platform {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** A platform may ask more often than the broker recommends: here, the time in between is part of what is measured. */
    private static final Duration POLL = Duration.ofMillis(250);

    private final Wire wire;

    public Platform(URI broker, String user, String password) {
        this.wire = new Wire(broker, user, password);
    }

    /** The plan of this name, whichever service has it. */
    public Plan plan(String name) {
        JsonNode services =
                wire.ask("GET", "/v2/catalog", null, Set.of(200)).body().path("services");
        for (JsonNode service : services) {
            for (JsonNode plan : service.path("plans")) {
                if (plan.path("name").asText().equals(name)) {
                    return new Plan(
                            service.path("id").asText(),
                            plan.path("id").asText(),
                            name,
                            plan.at("/maintenance_info/version").asText(""));
                }
            }
        }
        throw new BrokerError(200, "", "the catalog has no plan " + name);
    }

    public Asked provision(String instance, Plan plan) {
        Map<String, Object> body = Map.of(
                "service_id",
                plan.serviceId(),
                "plan_id",
                plan.id(),
                "organization_guid",
                "tour",
                "space_guid",
                "tour",
                "context",
                Map.of("platform", "steward"));
        return asked(wire.ask("PUT", instance(instance) + "?accepts_incomplete=true", body, Set.of(200, 201, 202)));
    }

    /** Asks for an instance to be of its plan's edition. */
    public Asked upgrade(String instance, Plan plan) {
        Map<String, Object> body = Map.of(
                "service_id",
                plan.serviceId(),
                "plan_id",
                plan.id(),
                "maintenance_info",
                Map.of("version", plan.edition()));
        return asked(wire.ask("PATCH", instance(instance) + "?accepts_incomplete=true", body, Set.of(200, 202)));
    }

    /** Asks for an instance to be removed; one that does not exist is removed already. */
    public Asked deprovision(String instance, Plan plan) {
        String path = instance(instance) + "?accepts_incomplete=true&" + query(plan);
        return asked(wire.ask("DELETE", path, null, Set.of(200, 202, 410)));
    }

    public LastOperation lastOperation(String instance, Plan plan, Asked asked) {
        String operation = asked.operation() == null ? "" : "&operation=" + encoded(asked.operation());
        String path = instance(instance) + "/last_operation?" + query(plan) + operation;
        Wire.Answer answer = wire.ask("GET", path, null, Set.of(200, 410));
        if (answer.status() == 410) {
            return new LastOperation(LastOperation.State.SUCCEEDED, "gone", POLL);
        }
        return new LastOperation(
                LastOperation.State.of(answer.body().path("state").asText()),
                answer.body().path("description").asText(""),
                answer.retryAfter().orElse(POLL));
    }

    /**
     * Polls until the operation has ended, or for as long as this limit.
     *
     * @param each is shown every answer
     * @return the last answer: in progress when the limit was reached
     */
    public LastOperation await(String instance, Plan plan, Asked asked, Duration limit, Consumer<LastOperation> each) {
        if (asked.finished()) {
            return new LastOperation(LastOperation.State.SUCCEEDED, "", POLL);
        }
        return await(() -> lastOperation(instance, plan, asked), limit, each);
    }

    /** The same with another way to ask. */
    public LastOperation await(Supplier<LastOperation> ask, Duration limit, Consumer<LastOperation> each) {
        Instant end = Instant.now().plus(limit);
        while (true) {
            LastOperation now = ask.get();
            each.accept(now);
            if (now.state() != LastOperation.State.IN_PROGRESS || Instant.now().isAfter(end)) {
                return now;
            }
            pause(now.askAgain().compareTo(POLL) < 0 ? now.askAgain() : POLL);
        }
    }

    public Credentials bind(String instance, String binding, Plan plan) {
        return Credentials.of(bound(instance, binding, plan));
    }

    /** The same for any data service: its credentials as they come. */
    public Map<String, Object> credentials(String instance, String binding, Plan plan) {
        return JSON.convertValue(bound(instance, binding, plan), new TypeReference<>() {});
    }

    private JsonNode bound(String instance, String binding, Plan plan) {
        Map<String, Object> body = Map.of("service_id", plan.serviceId(), "plan_id", plan.id());
        Wire.Answer answer = wire.ask("PUT", binding(instance, binding), body, Set.of(200, 201));
        return answer.body().path("credentials");
    }

    /** Asks for access with parameters; what was answered, as it is. */
    public JsonNode bind(String instance, String binding, Plan plan, Map<String, Object> parameters) {
        Map<String, Object> body =
                Map.of("service_id", plan.serviceId(), "plan_id", plan.id(), "parameters", parameters);
        return wire.ask("PUT", binding(instance, binding), body, Set.of(200, 201))
                .body();
    }

    /** Takes an access away; one that does not exist is taken away already. */
    public void unbind(String instance, String binding, Plan plan) {
        wire.ask("DELETE", binding(instance, binding) + "?" + query(plan), null, Set.of(200, 410));
    }

    /** Fetches an instance that exists. */
    public void fetch(String instance) {
        wire.ask("GET", instance(instance), null, Set.of(200));
    }

    /** Whether the broker knows no such instance (any more). */
    public boolean isGone(String instance) {
        return wire.ask("GET", instance(instance), null, Set.of(200, 404, 422)).status() == 404;
    }

    private static Asked asked(Wire.Answer answer) {
        return new Asked(answer.status() != 202, answer.body().path("operation").asText(null));
    }

    private static String instance(String id) {
        return "/v2/service_instances/" + encoded(id);
    }

    private static String binding(String instance, String binding) {
        return instance(instance) + "/service_bindings/" + encoded(binding);
    }

    private static String query(Plan plan) {
        return "service_id=" + encoded(plan.serviceId()) + "&plan_id=" + encoded(plan.id());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerError(0, "", "interrupted while polling");
        }
    }
}
