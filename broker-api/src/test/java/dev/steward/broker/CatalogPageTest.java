package dev.steward.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class CatalogPageTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Bench bench = Bench.get();
    private final JsonNode service =
            JSON.readTree(bench.http.get("/v2/catalog").body()).at("/services/0");

    @Test
    void whoHasItIsToldThatItIsTheSame() {
        String tag = bench.http.get("/v2/catalog").header("ETag").orElseThrow();
        var same = bench.http.with("If-None-Match", tag).get("/v2/catalog");
        var other = bench.http.with("If-None-Match", "\"other\"").get("/v2/catalog");

        assertThat(same.status()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        assertThat(other.status()).isEqualTo(200);
        assertThat(other.header("ETag")).contains(tag);
    }

    @Test
    void itSaysWhatCanBeDone() {
        for (String can :
                List.of("bindable", "instances_retrievable", "bindings_retrievable", "allow_context_updates")) {
            assertThat(service.path(can).asBoolean()).as(can).isTrue();
        }
        for (JsonNode plan : service.path("plans")) {
            assertThat(plan.path("binding_rotatable").asBoolean()).isTrue();
            assertThat(plan.path("maximum_polling_duration").asLong()).isEqualTo(1200);
        }
    }

    @Test
    void everySchemaIsOfDraft4AndSmallAndRefersToNothing() {
        for (JsonNode plan : service.path("plans")) {
            for (String at : List.of("/schemas/service_instance/create", "/schemas/service_binding/create")) {
                JsonNode schema = plan.at(at).path("parameters");
                assertThat(schema.path("$schema").asString()).isEqualTo("http://json-schema.org/draft-04/schema#");
                assertThat(schema.path("properties").size()).isPositive();
                assertThat(schema.toString()).hasSizeLessThan(64 * 1024).doesNotContain("$ref");
            }
        }
    }

    @Test
    void onlyClustersHaveAChoiceOfWhatBecomesOfCommits() {
        JsonNode single = service.at("/plans/0/schemas/service_instance/create/parameters/properties");
        JsonNode cluster = service.at("/plans/1/schemas/service_instance/create/parameters/properties");

        assertThat(single.has("synchronous")).isFalse();
        assertThat(cluster.at("/synchronous/enum").size()).isEqualTo(2);
    }

    @Test
    void allThatIsWrongWithParametersIsToldAtOnce() {
        Map<String, Object> parameters = Map.of(
                "settings", Map.of("work_mem", 1, "fsync", false, "jit", "yes"),
                "extensions", List.of("citext", "plpython3u"),
                "allowed_cidrs", List.of("10.0.0.0/33"),
                "colour", "red");
        String body = "{" + Paths.CHOICE + ",\"parameters\":" + JSON.writeValueAsString(parameters) + "}";

        var reply = bench.http.put(Paths.provision(Bench.fresh()), body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.description())
                .contains("settings.work_mem is 1: it has to be a whole number from 64 to 65536")
                .contains("settings.fsync is false: it is not known here")
                .contains("settings.jit is 'yes': it has to be true or false")
                .contains("extensions[1] is 'plpython3u'")
                .contains("allowed_cidrs[0] is '10.0.0.0/33'")
                .contains("colour is 'red'");
    }
}
