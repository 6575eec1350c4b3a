package dev.steward.journeys;

import static dev.steward.journeys.ChangingInstance.answer;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An instance that is written to all the time becomes another, on real machines: nothing is lost, and writes wait shortly. */
class UpdateJourney {

    /** More than what a switch-over takes (under a second on a machine that has nothing else to do): one, not a repair. */
    private static final long LONGEST_GAP_MILLIS = 5000;

    @RegisterExtension
    private final LocalSteward steward = LocalSteward.asItIs();

    private ChangingInstance instance;

    @Test
    void anInstanceThatIsWrittenToBecomesAnother() throws Exception {
        instance = new ChangingInstance(steward, "cluster-small");
        instance.provision();
        try (AcknowledgedWrites writes = new AcknowledgedWrites(instance.credentials("writer"))) {
            writes.awaitMore(100);
            settingsByReload(writes);
            settingsByRestart(writes);
            whatIsNotPossible();
            anotherPlan(writes);
            assertThat(writes.lost()).isEmpty();
        }
        instance.delete();
    }

    private void settingsByReload(AcknowledgedWrites writes) throws Exception {
        String leader = instance.text("select inet_server_addr()");
        writes.longestGapMillisWhile(
                "reload",
                () -> instance.update(
                        "{\"parameters\":{\"settings\":{\"work_mem\":8192},\"extensions\":[\"citext\"]}}"));
        assertThat(instance.text("show work_mem")).isEqualTo("8MB");
        assertThat(instance.text("select 'A'::citext = 'a'")).isEqualTo("t");
        assertThat(instance.text("select inet_server_addr()")).isEqualTo(leader);
        assertThat(instance.fetched().at("/parameters/settings/work_mem").asInt())
                .isEqualTo(8192);
    }

    private void settingsByRestart(AcknowledgedWrites writes) throws Exception {
        long gap = writes.longestGapMillisWhile(
                "rolling restart",
                () -> instance.update("{\"parameters\":{\"settings\":{\"work_mem\":8192,\"max_connections\":120}}}"));
        assertThat(gap).as("one switch-over").isLessThan(LONGEST_GAP_MILLIS);
        assertThat(instance.text("show max_connections")).isEqualTo("120");
        assertThat(instance.text("select count(*) from pg_stat_replication")).isEqualTo("2");
        assertThat(instance.fetched().at("/parameters/extensions/0").asText()).isEqualTo("citext");
    }

    private void whatIsNotPossible() throws IOException, SQLException {
        HttpResponse<String> lower = instance.patch("{\"parameters\":{\"settings\":{\"max_connections\":90}}}");
        assertThat(answer(400, lower).path("description").asText()).contains("raised, not lowered");
        HttpResponse<String> other = instance.patch(
                "{\"plan_id\":\"" + steward.platform().plan("cluster-large").id() + "\"}");
        assertThat(answer(422, other).path("description").asText()).contains("size of the disks");
        assertThat(instance.text("show max_connections")).isEqualTo("120");
    }

    private void anotherPlan(AcknowledgedWrites writes) throws Exception {
        long gap = writes.longestGapMillisWhile("rolling replacement", () -> instance.become("cluster-medium"));
        assertThat(gap).as("one switch-over").isLessThan(LONGEST_GAP_MILLIS);
        assertThat(instance.text("show shared_buffers")).isEqualTo("192MB");
        writes.awaitMore(50);
    }
}
