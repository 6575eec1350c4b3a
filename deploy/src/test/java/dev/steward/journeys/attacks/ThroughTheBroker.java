package dev.steward.journeys.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.steward.journeys.Http;
import dev.steward.lab.LabMachine;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DynamicTest;

/** What somebody tries who may order. */
record ThroughTheBroker(Tenants tenants) {

    /** Each would be more than a name to a shell, to SQL, to a connection string, to a file of settings or to a path. */
    private static final List<String> IDS = List.of(
            "x'; drop role steward; --",
            "x\" superuser; --",
            "$(touch /tmp/steward-evil)",
            "`touch /tmp/steward-evil`; touch /tmp/steward-evil",
            "x\ny = 'z'\n",
            "x\r\nX-Evil: 1",
            "../../etc/passwd",
            "x@10.0.0.1/other?sslmode=disable",
            "%s%n${jndi:ldap://127.0.0.1/x}",
            "\u0430dmin\u202e\u200b",
            "x".repeat(255));

    private static final List<String> PARAMETERS = List.of(
            "{\"settings\":{\"work_mem\":\"4096'\\nssl = off\"}}",
            "{\"settings\":{\"work_mem\\nssl\":1}}",
            "{\"settings\":{\"work_mem = 1 #\":1}}",
            "{\"settings\":{\"shared_preload_libraries\":\"evil\"}}",
            "{\"settings\":{\"archive_command\":\"touch /tmp/steward-evil\"}}",
            "{\"settings\":{\"max_prepared_transactions\":10}}",
            "{\"settings\":{\"temp_file_limit\":-1}}",
            "{\"settings\":{\"w\u043erk_mem\":4096}}",
            "{\"settings\":{\"work_mem\":1e400}}",
            "{\"extensions\":[\"plpython3u\"]}",
            "{\"extensions\":[\"dblink\"]}",
            "{\"extensions\":[\"citext\\\" schema pg_catalog; --\"]}",
            "{\"extensions\":[\"citext\\u0000\"]}",
            "{\"allowed_cidrs\":[\"0.0.0.0/0 trust\\nhost all all all trust\"]}",
            "{\"allowed_cidrs\":[\"10.0.0.0/8\\n\"]}",
            "{\"allowed_cidrs\":[\"\uff11\uff10.0.0.0/8\"]}",
            "{\"allowed_cidrs\":[\"all\"]}",
            "{\"allowed_cidrs\":[\"10.0.0.0/8#\"]}",
            "{\"allowed_cidrs\":[\"" + "1".repeat(10_000) + "/8\"]}",
            "{\"synchronous\":\"strict'; --\"}",
            "{\"evil\":\"$(touch /tmp/steward-evil)\"}");

    private static final List<String> BINDINGS = List.of(
            "{\"role\":\"superuser\"}",
            "{\"role\":\"read-only'; --\"}",
            "{\"expires_in\":-1}",
            "{\"expires_in\":\"infinity\"}",
            "{\"tunnel\":{\"public_key\":\"ssh-ed25519 AAAA\\nssh-rsa BBBB\"}}",
            "{\"tunnel\":{\"public_key\":\"$(id)\"}}");

    private static final List<String> IDENTITIES =
            List.of("cloudfoundry", "cloudfoundry !!!", "cloudfoundry bm8ganNvbg==", "a b c", "cloudfoundry W10=");

    Stream<DynamicTest> tests() {
        return Stream.of(
                dynamicTest("a binding's id is a name and nothing else", this::ids),
                dynamicTest("an order says nothing but what its schema takes", this::orders),
                dynamicTest("nor does an access", this::accesses),
                dynamicTest("an identity that can't be read is turned away", this::identities),
                dynamicTest("one instance's accesses are not another's", this::others),
                dynamicTest("none of it has run anywhere", this::nothingRan));
    }

    private void ids() throws SQLException {
        SoftAssertions all = new SoftAssertions();
        for (String id : IDS) {
            HttpResponse<String> made = http().send("PUT", access(Tenants.B, id), tenants.order(Tenants.B, "{}"));
            all.assertThat(made.statusCode()).as(id + ": " + made.body()).isEqualTo(201);
            all.assertThat(made.body())
                    .containsPattern("\"username\":\"b_[0-9a-f]{16}\"")
                    .doesNotContain("evil");
            all.assertThat(http().send("GET", access(Tenants.B, id), "").statusCode())
                    .as(id)
                    .isEqualTo(200);
            all.assertThat(delete(Tenants.B, id)).as(id).isEqualTo(200);
        }
        for (String id : List.of("x\0y", "x".repeat(256))) {
            all.assertThat(http().send("PUT", access(Tenants.B, id), tenants.order(Tenants.B, "{}"))
                            .statusCode())
                    .as(id)
                    .isEqualTo(400);
        }
        all.assertAll();
    }

    private void orders() {
        refused(PARAMETERS, Tenants.instance("never") + "?accepts_incomplete=true", Tenants.A);
        assertThat(http().send("GET", Tenants.instance("never"), "").statusCode())
                .isEqualTo(404);
    }

    private void accesses() {
        refused(BINDINGS, access(Tenants.B, "never"), Tenants.B);
        assertThat(http().send("GET", access(Tenants.B, "never"), "").statusCode())
                .isEqualTo(404);
        HttpResponse<String> taken =
                http().send("PUT", access(Tenants.B, "taken"), tenants.order(Tenants.B, "{\"role\":\"read-only\"}"));
        assertThat(taken.statusCode()).as("control: " + taken.body()).isEqualTo(201);
        assertThat(delete(Tenants.B, "taken")).isEqualTo(200);
    }

    private void refused(List<String> parameters, String path, String plan) {
        SoftAssertions all = new SoftAssertions();
        for (String asked : parameters) {
            HttpResponse<String> answer = http().send("PUT", path, tenants.order(plan, asked));
            String what = asked.substring(0, Math.min(80, asked.length()));
            all.assertThat(answer.statusCode()).as(what + ": " + answer.body()).isEqualTo(400);
            all.assertThat(answer.body()).as(what).contains("description");
        }
        all.assertAll();
    }

    private void identities() {
        for (String identity : IDENTITIES) {
            HttpResponse<String> answer = http().as(identity).send("GET", "/v2/catalog", "");
            assertThat(answer.statusCode()).as(identity + ": " + answer.body()).isEqualTo(400);
        }
        assertThat(http().as("cloudfoundry eyJ1c2VyX2lkIjoieCcgb3IgMT0xIC0tIn0=")
                        .send("GET", "/v2/catalog", "")
                        .statusCode())
                .as("control: one that can be read gives no right and takes none")
                .isEqualTo(200);
        assertThat(http().sendWithoutCredentials("GET", "/v2/catalog", "").statusCode())
                .isEqualTo(401);
    }

    private void others() {
        tenants.bind(Tenants.A, "only-as");
        assertThat(http().send("GET", access(Tenants.A, "only-as"), "").statusCode())
                .as("control")
                .isEqualTo(200);
        assertThat(http().send("GET", access(Tenants.B, "only-as"), "").statusCode())
                .isEqualTo(404);
        assertThat(delete(Tenants.B, "only-as")).isEqualTo(410);
        assertThat(http().send("GET", access(Tenants.A, "only-as"), "").statusCode())
                .isEqualTo(200);
        assertThat(delete(Tenants.A, "only-as")).isEqualTo(200);
    }

    private void nothingRan() {
        assertThat(java.nio.file.Path.of("/tmp/steward-evil")).doesNotExist();
        for (String id : List.of(Tenants.A, Tenants.B)) {
            for (LabMachine machine : tenants.steward().lab().machines(id)) {
                assertThat(tenants.steward().lab().run(machine, "ls /tmp")).doesNotContain("steward-evil");
            }
        }
    }

    private int delete(String id, String binding) {
        String ids = "?service_id=" + tenants.plan(id).serviceId() + "&plan_id="
                + tenants.plan(id).id();
        return http().send("DELETE", access(id, binding) + ids, "").statusCode();
    }

    private static String access(String id, String binding) {
        return Tenants.instance(id) + "/service_bindings/"
                + URLEncoder.encode(binding, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private Http http() {
        return tenants.http();
    }
}
