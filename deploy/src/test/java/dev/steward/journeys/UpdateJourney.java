package dev.steward.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
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
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An instance that is written to all the time becomes another, on real machines: nothing is lost, and writes wait shortly. */
class UpdateJourney {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** More than what a switch-over takes (under a second on a machine that has nothing else to do): one, not a repair. */
    private static final long LONGEST_GAP_MILLIS = 5000;

    private static final String INSTANCE = "/v2/service_instances/changing";

    @RegisterExtension
    private final LocalSteward steward = LocalSteward.asItIs();

    private Http http;
    private Plan plan;
    private String url;

    @Test
    void anInstanceThatIsWrittenToBecomesAnother() throws Exception {
        http = new Http(steward.brokerAddress(), Settings.USER, steward.settings().password);
        plan = steward.platform().plan("cluster-small");
        provision();
        JsonNode access =
                answer(201, http.send("PUT", INSTANCE + "/service_bindings/writer", "{" + choice(plan) + "}"));
        Map<String, Object> credentials =
                JSON.convertValue(access.path("credentials"), new TypeReference<Map<String, Object>>() {});
        url = credentials.get("jdbcUrl").toString();
        try (AcknowledgedWrites writes = new AcknowledgedWrites(credentials)) {
            writes.awaitMore(100);
            settingsByReload(writes);
            settingsByRestart(writes);
            whatIsNotPossible();
            anotherPlan(writes);
            assertThat(writes.lost()).isEmpty();
        }
        answer(202, http.send("DELETE", INSTANCE + ids() + "&accepts_incomplete=true", ""));
        assertThat(ended()).doesNotContain("failed");
        assertThat(steward.lab().leftovers()).isEmpty();
    }

    private void settingsByReload(AcknowledgedWrites writes) throws Exception {
        String leader = text("select inet_server_addr()");
        writes.longestGapMillis();
        update("{\"parameters\":{\"settings\":{\"work_mem\":8192},\"extensions\":[\"citext\"]}}");
        System.out.println("reload: nobody could write for " + writes.longestGapMillis() + " ms");
        assertThat(text("show work_mem")).isEqualTo("8MB");
        assertThat(text("select 'A'::citext = 'a'")).isEqualTo("t");
        assertThat(text("select inet_server_addr()")).isEqualTo(leader);
        assertThat(fetched().at("/parameters/settings/work_mem").asInt()).isEqualTo(8192);
    }

    private void settingsByRestart(AcknowledgedWrites writes) throws Exception {
        writes.longestGapMillis();
        update("{\"parameters\":{\"settings\":{\"work_mem\":8192,\"max_connections\":120}}}");
        long gap = writes.longestGapMillis();
        System.out.println("rolling restart: nobody could write for " + gap + " ms");
        assertThat(gap).as("one switch-over").isLessThan(LONGEST_GAP_MILLIS);
        assertThat(text("show max_connections")).isEqualTo("120");
        assertThat(text("select count(*) from pg_stat_replication")).isEqualTo("2");
        assertThat(fetched().at("/parameters/extensions/0").asText()).isEqualTo("citext");
    }

    private void whatIsNotPossible() throws IOException, SQLException {
        HttpResponse<String> lower = patch("{\"parameters\":{\"settings\":{\"max_connections\":90}}}");
        assertThat(answer(400, lower).path("description").asText()).contains("raised, not lowered");
        HttpResponse<String> other = http.send(
                "PATCH",
                INSTANCE + "?accepts_incomplete=true",
                "{" + choice(steward.platform().plan("single-small")) + "}");
        assertThat(answer(422, other).path("description").asText()).contains("number of machines");
        assertThat(text("show max_connections")).isEqualTo("120");
    }

    private void anotherPlan(AcknowledgedWrites writes) throws Exception {
        Plan larger = steward.platform().plan("cluster-medium");
        writes.longestGapMillis();
        update("{\"plan_id\":\"" + larger.id() + "\"}");
        long gap = writes.longestGapMillis();
        System.out.println("rolling replacement: nobody could write for " + gap + " ms");
        assertThat(gap).as("one switch-over").isLessThan(LONGEST_GAP_MILLIS);
        assertThat(fetched().path("plan_id").asText()).isEqualTo(larger.id());
        assertThat(text("show shared_buffers")).isEqualTo("192MB");
        plan = larger;
        writes.awaitMore(50);
    }

    private void provision() throws Exception {
        String path = INSTANCE + "?accepts_incomplete=true";
        HttpResponse<String> asked = http.send("PUT", path, "{" + choice(plan) + "}");
        for (int i = 0; i < 10 && asked.statusCode() == 503; i++) { // a worker that has just started takes its time
            asked = http.send("PUT", path, "{" + choice(plan) + "}");
        }
        answer(202, asked);
        assertThat(ended()).contains("succeeded");
    }

    /** While it goes on, the same is the same, and the instance is not shown. */
    private void update(String what) throws Exception {
        JsonNode accepted = answer(202, patch(what));
        assertThat(accepted.path("operation").asText()).startsWith("update-");
        HttpResponse<String> again = patch(what);
        assertThat(again.statusCode()).as(again.body()).isIn(200, 202);
        if (again.statusCode() == 202) {
            assertThat(JSON.readTree(again.body())).isEqualTo(accepted);
        }
        assertThat(ended()).contains("succeeded");
        answer(200, patch(what));
    }

    private HttpResponse<String> patch(String what) {
        String body = "{\"service_id\":\"" + plan.serviceId() + "\"," + what.substring(1);
        return http.send("PATCH", INSTANCE + "?accepts_incomplete=true", body);
    }

    private String ended() throws Exception {
        long end = System.nanoTime() + Duration.ofMinutes(6).toNanos();
        HttpResponse<String> last;
        do {
            Thread.sleep(300);
            last = http.send("GET", INSTANCE + "/last_operation", "");
        } while (last.body().contains("in progress") && System.nanoTime() < end);
        return last.body();
    }

    private JsonNode fetched() throws IOException {
        return answer(200, http.send("GET", INSTANCE, ""));
    }

    private String text(String sql) throws SQLException {
        try (Connection session = DriverManager.getConnection(url);
                Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static JsonNode answer(int status, HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JSON.readTree(answer.body());
    }

    private static String choice(Plan plan) {
        return "\"service_id\":\"" + plan.serviceId() + "\",\"plan_id\":\"" + plan.id() + "\"";
    }

    private String ids() {
        return "?service_id=" + plan.serviceId() + "&plan_id=" + plan.id();
    }
}
