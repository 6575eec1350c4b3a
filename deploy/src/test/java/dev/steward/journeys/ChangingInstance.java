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

/** An instance of PostgreSQL that becomes another, as a platform sees it. */
final class ChangingInstance {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** Its name for the platform. */
    static final String ID = "changing";

    private static final String PATH = "/v2/service_instances/" + ID;

    private final LocalSteward steward;
    private final Http http;
    private Plan plan;
    private String url = "";

    /** Of this plan, by its name; not yet made. */
    ChangingInstance(LocalSteward steward, String plan) {
        this.steward = steward;
        this.plan = steward.platform().plan(plan);
        http = new Http(steward.brokerAddress(), Settings.USER, steward.settings().password);
    }

    void provision() throws Exception {
        assertThat(steward.order(ID, plan).finished()).isFalse();
        assertThat(ended()).contains("succeeded");
    }

    /** Makes an access, or reads it again. */
    Map<String, Object> credentials(String binding) throws IOException {
        HttpResponse<String> bound = http.send("PUT", PATH + "/service_bindings/" + binding, "{" + choice() + "}");
        assertThat(bound.statusCode()).as(bound.body()).isIn(200, 201);
        Map<String, Object> credentials = JSON.convertValue(
                JSON.readTree(bound.body()).path("credentials"), new TypeReference<Map<String, Object>>() {});
        url = credentials.get("jdbcUrl").toString();
        return credentials;
    }

    /** While it goes on, the same is the same, and the instance is not shown. */
    void update(String what) throws Exception {
        begin(what);
        assertThat(ended()).contains("succeeded");
        answer(200, patch(what));
    }

    /** The same with another plan, of which it is then. */
    void become(String otherPlan) throws Exception {
        Plan other = steward.platform().plan(otherPlan);
        update("{\"plan_id\":\"" + other.id() + "\"}");
        assertThat(fetched().path("plan_id").asText()).isEqualTo(other.id());
        plan = other;
    }

    void begin(String what) throws IOException {
        JsonNode accepted = answer(202, patch(what));
        assertThat(accepted.path("operation").asText()).startsWith("update-");
        HttpResponse<String> again = patch(what);
        assertThat(again.statusCode()).as(again.body()).isIn(200, 202);
        if (again.statusCode() == 202) {
            assertThat(JSON.readTree(again.body())).isEqualTo(accepted);
        }
    }

    HttpResponse<String> patch(String what) {
        String body = "{\"service_id\":\"" + plan.serviceId() + "\"," + what.substring(1);
        return http.send("PATCH", PATH + "?accepts_incomplete=true", body);
    }

    /** What is said of the last operation when it has ended; a broker that can't say now is asked again. */
    String ended() throws InterruptedException {
        long end = System.nanoTime() + Duration.ofMinutes(6).toNanos();
        HttpResponse<String> last;
        do {
            Thread.sleep(300);
            last = http.send("GET", PATH + "/last_operation", "");
        } while ((last.statusCode() == 503 || last.body().contains("in progress")) && System.nanoTime() < end);
        return last.body();
    }

    JsonNode fetched() throws IOException {
        return answer(200, http.send("GET", PATH, ""));
    }

    /** What the leader answers. */
    String text(String sql) throws SQLException {
        try (Connection session = DriverManager.getConnection(url);
                Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    void delete() throws Exception {
        String ids = "?service_id=" + plan.serviceId() + "&plan_id=" + plan.id();
        answer(202, http.send("DELETE", PATH + ids + "&accepts_incomplete=true", ""));
        assertThat(ended()).doesNotContain("failed");
        assertThat(steward.lab().leftovers()).isEmpty();
    }

    static JsonNode answer(int status, HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JSON.readTree(answer.body());
    }

    private String choice() {
        return "\"service_id\":\"" + plan.serviceId() + "\",\"plan_id\":\"" + plan.id() + "\"";
    }
}
