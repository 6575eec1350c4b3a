package dev.steward.journeys.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.journeys.Http;
import dev.steward.journeys.LocalSteward;
import dev.steward.journeys.Settings;
import dev.steward.lab.LabMachine;
import dev.steward.platform.Asked;
import dev.steward.platform.Credentials;
import dev.steward.platform.Plan;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Two tenants of one Steward: {@code a} has a cluster, {@code b} a single instance that he ordered with the settings and
 * names that would hurt most.
 */
final class Tenants {

    static final String A = "tenant-a";
    static final String B = "tenant-b";

    /** A statement may take a millisecond, and write nothing: for Steward's own it must not hold. */
    private static final String HOSTILE_SETTINGS = "{\"statement_timeout\":1,\"lock_timeout\":1,"
            + "\"idle_session_timeout\":10000,\"idle_in_transaction_session_timeout\":1,"
            + "\"default_transaction_read_only\":true,\"default_transaction_isolation\":\"serializable\"}";

    private static final String HOSTILE_NAME =
            "x'; drop database service; -- \\\" $(touch /tmp/steward-evil) `id` \\n\\u0435";

    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final LocalSteward steward;
    private final Plan cluster;
    private final Plan single;

    Tenants(LocalSteward steward) {
        this.steward = steward;
        cluster = steward.platform().plan("cluster-small");
        single = steward.platform().plan("single-small");
    }

    /** Both at the same time. */
    void arrive() {
        Asked a = order(A, cluster, "{}");
        Asked b = order(B, single, "{\"settings\":" + HOSTILE_SETTINGS + "}");
        steward.awaitSuccess(A, cluster, a, LIMIT);
        steward.awaitSuccess(B, single, b, LIMIT);
    }

    private Asked order(String id, Plan plan, String parameters) {
        String body = body(plan, parameters) + ",\"organization_guid\":\"" + id + "\",\"space_guid\":\"s\","
                + "\"context\":{\"platform\":\"cloudfoundry\",\"instance_name\":\"" + HOSTILE_NAME + "\"}}";
        HttpResponse<String> answer = http().send("PUT", instance(id) + "?accepts_incomplete=true", body);
        for (int i = 0; i < 10 && answer.statusCode() == 503; i++) { // a worker that has just started takes its time
            answer = http().send("PUT", instance(id) + "?accepts_incomplete=true", body);
        }
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return new Asked(false, null);
    }

    private static String body(Plan plan, String parameters) {
        return "{\"service_id\":\"" + plan.serviceId() + "\",\"plan_id\":\"" + plan.id() + "\",\"parameters\":"
                + parameters;
    }

    void leave() {
        List.of(A, B)
                .forEach(id ->
                        steward.awaitSuccess(id, plan(id), steward.platform().deprovision(id, plan(id)), LIMIT));
        assertThat(steward.lab().leftovers()).isEmpty();
    }

    LocalSteward steward() {
        return steward;
    }

    Http http() {
        return new Http(steward.brokerAddress(), Settings.USER, steward.settings().password);
    }

    /** What an order for an instance or an access says. */
    String order(String id, String parameters) {
        return body(plan(id), parameters) + "}";
    }

    Plan plan(String id) {
        return id.equals(A) ? cluster : single;
    }

    static String instance(String id) {
        return "/v2/service_instances/" + id;
    }

    Credentials bind(String id, String binding) {
        return steward.platform().bind(id, binding, plan(id));
    }

    Credentials bindReader(String id, String binding) {
        Map<String, Object> readOnly = Map.of("role", "read-only");
        return Credentials.of(
                steward.platform().bind(id, binding, plan(id), readOnly).path("credentials"));
    }

    void unbind(String id, String binding) {
        steward.platform().unbind(id, binding, plan(id));
    }

    LabMachine machine(String ip) {
        return List.of(A, B).stream()
                .flatMap(id -> steward.lab().machines(id).stream())
                .filter(m -> m.ip().equals(ip))
                .findFirst()
                .orElseThrow();
    }

    /** As PostgreSQL's superuser, in the database of the service: who has no protection in his way. */
    String asSuperuser(LabMachine node, String sql) {
        return asSuperuser(node, "service", sql);
    }

    /** The same in another database. */
    String asSuperuser(LabMachine node, String database, String sql) {
        return steward.lab().run(node, """
                export PGOPTIONS='-c statement_timeout=0 -c lock_timeout=0 -c idle_session_timeout=0'
                PGOPTIONS+=' -c idle_in_transaction_session_timeout=0 -c default_transaction_read_only=off'
                setpriv --reuid=postgres --regid=postgres --init-groups \
                  psql -h /run/steward-postgresql -d "$1" -XqAt -v ON_ERROR_STOP=1 -c "$2"
                """, database, sql);
    }
}
