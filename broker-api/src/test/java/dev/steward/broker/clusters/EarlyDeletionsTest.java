package dev.steward.broker.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.cluster.ClusterId;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class EarlyDeletionsTest {

    private static final ClusterId ONE = new ClusterId("one");

    private Instant now = Instant.EPOCH;
    private final EarlyDeletions deletions = new EarlyDeletions(() -> now);

    @Test
    void aDeletionIsKnownForAsLongAsItsOrderMayCome() {
        assertThat(deletions.has(ONE)).isFalse();
        deletions.note(ONE);
        now = now.plus(EarlyDeletions.LATEST);
        assertThat(deletions.has(ONE)).isTrue();
        assertThat(deletions.has(new ClusterId("another"))).isFalse();
        now = now.plusMillis(1);
        assertThat(deletions.has(ONE)).isFalse();
    }

    @Test
    void theLastOfSeveralCounts() {
        deletions.note(ONE);
        now = now.plus(Duration.ofSeconds(40));
        deletions.note(ONE);
        now = now.plus(Duration.ofSeconds(40));
        assertThat(deletions.has(ONE)).isTrue();
    }

    @Test
    void whoDeletesWithoutEndUsesNoMoreThanSoMuchMemory() {
        deletions.note(ONE);
        IntStream.range(0, 20_000).forEach(i -> deletions.note(new ClusterId("i" + i)));
        assertThat(deletions.has(ONE)).isFalse();
        assertThat(deletions.has(new ClusterId("i19999"))).isTrue();
        assertThat(IntStream.range(0, 20_000).filter(i -> deletions.has(new ClusterId("i" + i))))
                .hasSizeLessThanOrEqualTo(10_000);
    }
}
