package dev.steward.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.platform.Plan;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a tenant asks for beside a plan is so, on real machines: settings, extensions, networks, roles, expiry, rotation. */
class ParametersJourney {

    private static final ObjectMapper JSON = new ObjectMapper();

    @RegisterExtension
    private final LocalSteward steward = LocalSteward.asItIs();

    private Http http;
    private Plan plan;

    @Test
    void whatIsAskedForIsSo() throws Exception {
        http = new Http(steward.brokerAddress(), Settings.USER, steward.settings().password);
        plan = steward.platform().plan("single-small");
        order(
                "open",
                "{\"settings\":{\"work_mem\":4096,\"max_connections\":60},\"extensions\":[\"citext\",\"uuid-ossp\"]}");
        order("closed", "{\"allowed_cidrs\":[\"203.0.113.0/24\",\"fd00::/8\"]}");
        await("open");
        await("closed");

        JsonNode writer = bind("open", "writer", "{}");
        settingsAndExtensionsAre(writer);
        JsonNode reader = bind("open", "reader", "{\"role\":\"read-only\",\"expires_in\":60}");
        Instant end = Instant.parse(reader.at("/metadata/expires_at").asText());
        assertThat(reader.at("/endpoints/0/ports/0").asText()).isEqualTo("5432");
        aReaderReadsAndNothingElse(reader);
        JsonNode closed = bind("closed", "writer", "{}");
        assertThatThrownBy(() -> open(closed)).hasMessageContaining("pg_hba.conf rejects connection");
        rotates();
        accessEnds(reader, end);
        delete("open");
        delete("closed");
        assertThat(steward.lab().leftovers()).isEmpty();
    }

    private void settingsAndExtensionsAre(JsonNode access) throws SQLException {
        try (Connection session = open(access)) {
            assertThat(text(session, "show work_mem")).isEqualTo("4MB");
            assertThat(text(session, "show max_connections")).isEqualTo("60");
            assertThat(text(session, "select 'A'::citext = 'a'")).isEqualTo("t");
            assertThat(text(session, "select uuid_generate_v4() is not null")).isEqualTo("t");
            run(session, "create table facts (n int)");
            run(session, "insert into facts values (1)");
            run(session, "drop extension citext"); // it is the owner's own
        }
    }

    private static void aReaderReadsAndNothingElse(JsonNode access) throws SQLException {
        try (Connection session = open(access)) {
            assertThat(text(session, "select n from facts")).isEqualTo("1");
            for (String write : new String[] {
                "insert into facts values (2)",
                "create table more (n int)",
                "create temp table more (n int)",
                "select lo_create(0)",
                "drop table facts",
                "set role owner"
            }) {
                assertThatThrownBy(() -> run(session, write))
                        .as(write)
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                e -> assertThat(e.getSQLState()).isEqualTo("42501")); // insufficient privilege
            }
        }
    }

    private void rotates() throws Exception {
        JsonNode first = bind("open", "first", "{}");
        JsonNode second =
                answer(201, http.send("PUT", binding("open", "second"), "{\"predecessor_binding_id\":\"first\"}"));
        open(first).close();
        open(second).close();
        answer(200, http.send("DELETE", binding("open", "first") + ids(), ""));
        assertThatThrownBy(() -> open(first)).isInstanceOf(SQLException.class);
        open(second).close();
    }

    /** A session that was there before ends too. */
    private void accessEnds(JsonNode access, Instant end) throws Exception {
        try (Connection session = open(access)) {
            while (Instant.now().isBefore(end)) {
                assertThat(text(session, "select n from facts")).isEqualTo("1");
                Thread.sleep(500);
            }
            Thread.sleep(Duration.ofSeconds(5));
            assertThatThrownBy(() -> text(session, "select 1")).isInstanceOf(SQLException.class);
        }
        assertThatThrownBy(() -> open(access)).isInstanceOf(SQLException.class);
        answer(200, http.send("GET", binding("open", "reader"), ""));
        answer(200, http.send("DELETE", binding("open", "reader") + ids(), ""));
    }

    private void order(String id, String parameters) throws IOException {
        String body = "{\"service_id\":\"" + plan.serviceId() + "\",\"plan_id\":\"" + plan.id() + "\",\"parameters\":"
                + parameters + "}";
        HttpResponse<String> answer = http.send("PUT", instance(id) + "?accepts_incomplete=true", body);
        for (int i = 0; i < 10 && answer.statusCode() == 503; i++) { // a worker that has just started takes its time
            answer = http.send("PUT", instance(id) + "?accepts_incomplete=true", body);
        }
        answer(202, answer);
    }

    private JsonNode bind(String id, String binding, String parameters) throws IOException {
        String body = "{\"service_id\":\"" + plan.serviceId() + "\",\"plan_id\":\"" + plan.id() + "\",\"parameters\":"
                + parameters + "}";
        return answer(201, http.send("PUT", binding(id, binding), body));
    }

    private void delete(String id) throws Exception {
        answer(202, http.send("DELETE", instance(id) + ids() + "&accepts_incomplete=true", ""));
        await(id);
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

    private static String instance(String id) {
        return "/v2/service_instances/" + id;
    }

    private static String binding(String id, String binding) {
        return instance(id) + "/service_bindings/" + binding;
    }

    private String ids() {
        return "?service_id=" + plan.serviceId() + "&plan_id=" + plan.id();
    }

    private static Connection open(JsonNode access) throws SQLException {
        return DriverManager.getConnection(access.at("/credentials/jdbcUrl").asText());
    }

    private static void run(Connection session, String sql) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String text(Connection session, String sql) throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
