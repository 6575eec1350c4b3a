package dev.steward.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.lifecycle.Report;
import dev.steward.platform.Plan;
import dev.steward.tunnel.Key;
import dev.steward.tunnel.OpenSsh;
import dev.steward.tunnel.PersonalKey;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A person outside reaches his database by a service key alone, with OpenSSH's client and psql, through a take-over, and
 * nobody else's; and no longer than he may.
 */
class TunnelJourney {

    private static final ObjectMapper JSON = new ObjectMapper();

    @RegisterExtension
    private final LocalSteward steward = LocalSteward.asItIs();

    private PersonalKey me;
    private Http http;

    @AfterEach
    void close() {
        me.close();
    }

    @Test
    void aTunnelLeadsToOnesOwnDatabaseForItsTime() throws Exception {
        http = new Http(steward.brokerAddress(), Settings.USER, steward.settings().password);
        me = PersonalKey.make();
        Plan cluster = steward.platform().plan("cluster-small");
        Plan single = steward.platform().plan("single-small");
        assertThat(steward.order("mine", cluster).finished()).isFalse();
        assertThat(steward.order("yours", single).finished()).isFalse();
        await("mine");
        await("yours");

        isRefused(cluster, "{\"tunnel\":{}}", "public_key");
        isRefused(cluster, "{\"tunnel\":{\"public_key\":\"ssh-rsa AAAA\"}}", "tunnel.public_key");
        isRefused(cluster, "{\"tunnel\":" + wish("25h") + "}", "tunnel.expires_in");
        Key key = Key.of(bind("mine", cluster, "key", "1h"));
        try (OpenSsh tunnel = OpenSsh.open(key, Optional.of(privateKey()))) {
            String leader = ask(tunnel, "select host(inet_server_addr())");
            assertThat(leader)
                    .isEqualTo(ipOf(report("mine"), report("mine").leader().value()));
            ask(tunnel, "create table facts (n int)");
            byJdbc(tunnel);
            isShown();
            followsATakeOver(tunnel, leader);
            endsWith(
                    "its binding",
                    tunnel,
                    () -> answer(200, http.send("DELETE", binding("mine", "key") + ids(cluster), "")));
        }
        assertThatThrownBy(() -> OpenSsh.open(key, Optional.of(privateKey())))
                .as("a revoked certificate")
                .isInstanceOf(IOException.class);

        leadsNowhereElse(single);
        Key other = Key.of(bind("mine", cluster, "other", "1h"));
        try (OpenSsh tunnel = OpenSsh.open(other, Optional.of(privateKey()))) {
            endsWith("its instance", tunnel, () -> delete("mine", cluster));
        }
        await("mine");
        delete("yours", single);
        await("yours");
        assertThat(steward.lab().leftovers()).isEmpty();
    }

    /** JDBC can't tell name and address apart, and verifies all the same. */
    private static void byJdbc(OpenSsh tunnel) throws Exception {
        String url = tunnel.commands()
                .lines()
                .filter(l -> l.startsWith("jdbc:"))
                .findFirst()
                .orElseThrow();
        assertThat(url).contains("sslmode=verify-full");
        try (Connection session = DriverManager.getConnection(url)) {
            session.createStatement().execute("insert into facts values (1)");
        }
    }

    private void isShown() throws Exception {
        for (int i = 0; i < 50 && report("mine").tunnelled().isEmpty(); i++) {
            Thread.sleep(100);
        }
        assertThat(report("mine").tunnelled()).singleElement().satisfies(p -> {
            assertThat(p.binding()).isEqualTo("key");
            assertThat(p.isOpen(Instant.now())).isTrue();
        });
    }

    private void followsATakeOver(OpenSsh tunnel, String old) throws Exception {
        String machine = steward.lab().machines("mine").stream()
                .filter(m -> m.ip().equals(old))
                .findFirst()
                .orElseThrow()
                .id();
        Shell.run(List.of("docker", "kill", machine));
        Instant deadline = Instant.now().plusSeconds(60);
        String now = "";
        while (now.isEmpty() && Instant.now().isBefore(deadline)) {
            now = tunnel.ask("insert into facts values (2) returning host(inet_server_addr())")
                    .orElse("");
        }
        assertThat(now)
                .as("the new leader, through the same tunnel")
                .isNotEmpty()
                .isNotEqualTo(old);
        assertThat(ask(tunnel, "select sum(n) from facts")).isEqualTo("3");
    }

    private void leadsNowhereElse(Plan single) throws Exception {
        Key yours = Key.of(bind("yours", single, "key", "1h"));
        String node = report("mine").members().getFirst().ip();
        for (String target : List.of(node, "n2", "127.0.0.1")) {
            try (OpenSsh tunnel = OpenSsh.open(yours, Optional.of(privateKey()), target)) {
                assertThat(tunnel.ask("select 1")).as(target).isEmpty();
            }
        }
        try (OpenSsh tunnel = OpenSsh.open(yours, Optional.of(privateKey()), "n1")) {
            assertThat(ask(tunnel, "select 1")).as("a control").isEqualTo("1");
        }
    }

    private interface Act {
        void run() throws Exception;
    }

    private void endsWith(String what, OpenSsh tunnel, Act act) throws Exception {
        act.run();
        assertThat(tunnel.ends(1000)).as("it ends with " + what).isTrue();
    }

    private static String ask(OpenSsh tunnel, String sql) throws Exception {
        return tunnel.ask(sql).orElseThrow();
    }

    private Report report(String id) {
        return steward.instances().report(id);
    }

    private static String ipOf(Report report, String node) {
        return report.members().stream()
                .filter(m -> m.name().value().equals(node))
                .findFirst()
                .orElseThrow()
                .ip();
    }

    private Path privateKey() {
        return me.privateHalf();
    }

    private String wish(String life) throws IOException {
        return "{\"public_key\":\"" + me.publicHalf() + "\",\"expires_in\":\"" + life
                + "\",\"source_addresses\":[\"127.0.0.0/8\"]}";
    }

    private void isRefused(Plan plan, String parameters, String because) throws IOException {
        HttpResponse<String> answer = http.send("PUT", binding("mine", "refused"), body(plan, parameters));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains(because);
    }

    private JsonNode bind(String id, Plan plan, String binding, String life) throws IOException {
        String parameters = "{\"tunnel\":" + wish(life) + "}";
        return answer(201, http.send("PUT", binding(id, binding), body(plan, parameters)));
    }

    private void delete(String id, Plan plan) throws IOException {
        answer(202, http.send("DELETE", instance(id) + ids(plan) + "&accepts_incomplete=true", ""));
    }

    private void await(String id) throws Exception {
        HttpResponse<String> last;
        do {
            Thread.sleep(300);
            last = http.send("GET", instance(id) + "/last_operation", "");
        } while (last.body().contains("in progress"));
        assertThat(last.body()).doesNotContain("failed");
    }

    private static JsonNode answer(int status, HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JSON.readTree(answer.body());
    }

    private static String body(Plan plan, String parameters) {
        return "{\"service_id\":\"" + plan.serviceId() + "\",\"plan_id\":\"" + plan.id() + "\",\"parameters\":"
                + parameters + "}";
    }

    private static String instance(String id) {
        return "/v2/service_instances/" + id;
    }

    private static String binding(String id, String binding) {
        return instance(id) + "/service_bindings/" + binding;
    }

    private static String ids(Plan plan) {
        return "?service_id=" + plan.serviceId() + "&plan_id=" + plan.id();
    }
}
