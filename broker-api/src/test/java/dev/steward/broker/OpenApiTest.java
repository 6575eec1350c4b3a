package dev.steward.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The broker's own OpenAPI document agrees with the specification's, and with what the broker does. */
final class OpenApiTest {

    private final Bench bench = Bench.get();
    private final Map<String, Object> ours =
            new Yaml().load(bench.http.get("/openapi.yaml").body());

    @Test
    void itHoldsAllThatTheSpecificationsDoes() throws IOException {
        Map<String, Object> spec = new Yaml().load(Files.readString(Path.of("src/test/resources/osb-openapi.yaml")));

        assertHolds("paths", spec.get("paths"), ours.get("paths"));
        assertHolds("components", spec.get("components"), ours.get("components"));
    }

    private static void assertHolds(String where, Object part, Object whole) {
        if (part instanceof Map<?, ?> fields && whole instanceof Map<?, ?> all) {
            fields.forEach((name, value) -> assertHolds(where + "/" + name, value, all.get(name)));
        } else if (part instanceof List<?> items && whole instanceof List<?> all) {
            assertThat(all).as(where).containsAll((List) items);
        } else {
            assertThat(whole).as(where).isEqualTo(part);
        }
    }

    @Test
    void whatTheBrokerAnswersIsInIt() {
        String id = Bench.fresh();
        String instance = "/v2/service_instances/{instance_id}";
        String binding = instance + "/service_bindings/{binding_id}";

        assertTold("/v2/catalog", "get", bench.http.get("/v2/catalog"));
        assertTold(instance, "put", bench.http.put(Paths.provision(id), "{"));
        assertTold(instance, "put", bench.http.put(Paths.provision(id), Paths.BODY));
        assertTold(instance, "get", bench.http.get(Paths.instance(id)));
        assertTold(instance + "/last_operation", "get", bench.http.get(Paths.lastOperation(id)));
        assertTold(binding, "put", bench.http.put(Paths.binding(id, "b"), Paths.BODY));
        assertTold(binding, "get", bench.http.get(Paths.binding(id, "b")));
        assertTold(binding, "delete", bench.http.delete(Paths.unbind(id, "b")));
        assertTold(instance, "delete", bench.http.delete(Paths.deprovision(id)));
        assertTold(instance, "delete", bench.http.delete(Paths.instance(id)));
    }

    private void assertTold(String path, String method, Http.Reply reply) {
        Object operation = at(ours, "paths", path, method);
        assertThat(at(operation, "responses", String.valueOf(reply.status())))
                .as(method + " " + path + " answers " + reply.status())
                .isNotNull();
    }

    private static Object at(Object node, String... keys) {
        Object found = node;
        for (String key : keys) {
            found = ((Map<?, ?>) found).get(key);
        }
        return found;
    }
}
