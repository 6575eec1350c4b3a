package dev.steward.broker.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.broker.clusters.Newcomers.Count;
import dev.steward.cluster.ClusterId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class NewcomersTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Quota THREE = Quota.ofPlan("small", 3);
    private static final Map<Quota, Count> NOBODY_SEEN = Map.of(THREE, new Count(0, 0));

    private final Newcomers newcomers = new Newcomers();

    @Test
    void aQuotaHoldsThoughTheIndexShowsNobodyYet() {
        assertThat(IntStream.range(0, 3).mapToObj(i -> admit("i" + i, NOBODY_SEEN)))
                .containsOnly(Optional.empty());
        assertThat(admit("i3", NOBODY_SEEN)).contains(THREE);
        assertThat(admit("i1", NOBODY_SEEN)).as("the same order again").isEmpty();
    }

    @Test
    void whoIsSeenIsNotCountedTwice() {
        admit("a", NOBODY_SEEN);
        assertThat(admit("b", Map.of(THREE, new Count(2, 1)))).isEmpty();
        assertThat(admit("c", Map.of(THREE, new Count(3, 1)))).contains(THREE);
    }

    @Test
    void whoWasRefusedOrIsDeletedMakesRoom() {
        IntStream.range(0, 3).forEach(i -> admit("i" + i, NOBODY_SEEN));
        newcomers.forget(new ClusterId("i0"));
        assertThat(admit("another", NOBODY_SEEN)).isEmpty();
    }

    @Test
    void afterAWhileTheIndexAloneCounts() {
        IntStream.range(0, 3).forEach(i -> admit("i" + i, NOBODY_SEEN));
        Instant later = NOW.plus(Newcomers.LATELY).plusSeconds(1);
        assertThat(newcomers.admit(new ClusterId("d"), NOBODY_SEEN, later)).isEmpty();
    }

    @Test
    void everyQuotaHasToLeaveRoom() {
        Quota all = Quota.ofAll(1);
        assertThat(admit("a", Map.of(THREE, new Count(0, 0), all, new Count(1, 1))))
                .contains(all);
        assertThat(admit("b", Map.of(THREE, new Count(0, 0), all, new Count(0, 0))))
                .as("a was not taken on")
                .isEmpty();
    }

    /** However late the index is, never more than allowed are there at the same time. */
    @Property
    boolean neverMoreThanAllowed(@ForAll @IntRange(max = 20) int orders, @ForAll @IntRange(max = 20) int seen) {
        Newcomers fresh = new Newcomers();
        int admitted = 0;
        for (int i = 0; i < orders; i++) {
            Count count = new Count(Math.min(admitted, seen), 0);
            if (fresh.admit(new ClusterId("i" + i), Map.of(THREE, count), NOW).isEmpty()) {
                admitted++;
            }
        }
        return admitted == Math.min(orders, 3);
    }

    private Optional<Quota> admit(String id, Map<Quota, Count> counts) {
        return newcomers.admit(new ClusterId(id), counts, NOW);
    }
}
