package dev.steward.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * An instance of one machine that is written to all the time becomes one of three, and one of one again, on real machines:
 * nothing is lost, and nothing is left over.
 */
class ReshapeJourney {

    /** Nobody has to be switched over, where the first node leads: writes wait for a change of who confirms at most. */
    private static final long LONGEST_GAP_MILLIS = 5000;

    @RegisterExtension
    private final LocalSteward steward = LocalSteward.asItIs();

    private ChangingInstance instance;

    @Test
    void oneMachineBecomesThreeAndOneAgainWhileItIsWrittenTo() throws Exception {
        instance = new ChangingInstance(steward, "single-small");
        instance.provision();
        int single = steward.lab().leftovers().size();
        try (AcknowledgedWrites writes = new AcknowledgedWrites(instance.credentials("writer"))) {
            writes.awaitMore(100);
            becomes("cluster-small", writes);
            assertThat(instance.text("select count(*) from pg_stat_replication"))
                    .isEqualTo("2");
            assertThat(instance.text("show synchronous_standby_names")).isEqualTo("ANY 1 (\"n2\",\"n3\")");
            assertThat(instance.text("show restart_after_crash")).isEqualTo("off");
            assertThat((List<?>) instance.credentials("second").get("hosts")).hasSize(3);
            assertThat((List<?>) instance.credentials("writer").get("hosts"))
                    .as("read again")
                    .hasSize(3);
            becomes("single-small", writes);
            assertThat(instance.text("select count(*) from pg_replication_slots"))
                    .isEqualTo("0");
            assertThat(instance.text("show synchronous_standby_names")).isEmpty();
            assertThat(instance.text("show restart_after_crash")).isEqualTo("on");
            assertThat(steward.lab().leftovers()).as("what one machine takes").hasSize(single);
            assertThat((List<?>) instance.credentials("second").get("hosts"))
                    .as("read again")
                    .hasSize(1);
            assertThat(writes.lost()).isEmpty();
        }
        instance.delete();
    }

    private void becomes(String plan, AcknowledgedWrites writes) throws Exception {
        long began = System.nanoTime();
        long gap = writes.longestGapMillisWhile("becoming " + plan, () -> instance.become(plan));
        System.out.println("it took " + (System.nanoTime() - began) / 1_000_000_000 + " s");
        assertThat(gap).isLessThan(LONGEST_GAP_MILLIS);
        writes.awaitMore(50);
        assertThat(writes.lost()).isEmpty();
    }
}
