package dev.steward.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.instances.Found;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UpgradeTest {

    private static final Outcome UPGRADED = new Outcome.Upgraded(Duration.ofSeconds(3));
    private static final Outcome FAILED = new Outcome.Failed("there is no room");

    private final List<String> told = new CopyOnWriteArrayList<>();

    @Test
    void theCanariesComeOneAfterTheOtherAndThenTheOthersSideBySide() {
        AtomicInteger atOnce = new AtomicInteger();
        CyclicBarrier three = new CyclicBarrier(3);
        Map<Found, Outcome> outcomes = of(8, new Pace(2, 3), instance -> {
            int now = atOnce.incrementAndGet();
            int number = Integer.parseInt(instance.id());
            assertThat(now).isLessThanOrEqualTo(number < 2 ? 1 : 3);
            if (number >= 2) {
                together(three);
            }
            atOnce.decrementAndGet();
            return UPGRADED;
        });

        assertThat(outcomes.values()).containsOnly(UPGRADED).hasSize(8);
        assertThat(told.subList(0, 2)).containsExactly("0", "1");
    }

    @Test
    void afterAFailedCanaryNoneIsBegun() {
        Map<Found, Outcome> outcomes = of(5, new Pace(2, 5), i -> i.id().equals("1") ? FAILED : UPGRADED);

        assertThat(told).containsExactly("0", "1");
        assertThat(outcomes.values().stream().filter(Outcome.NotBegun.class::isInstance))
                .hasSize(3);
        assertThat(outcomes.values()).contains(FAILED);
    }

    @Test
    void afterALaterFailureWhatHasBegunIsBroughtToItsEndAndNoneIsBegun() {
        CyclicBarrier both = new CyclicBarrier(2);
        Map<Found, Outcome> outcomes = of(6, new Pace(0, 2), i -> {
            together(both);
            if (i.id().equals("0")) {
                return FAILED;
            }
            awaitTold("0");
            return UPGRADED;
        });

        assertThat(told).containsExactly("0", "1");
        assertThat(outcomes.values().stream().filter(Outcome.NotBegun.class::isInstance))
                .hasSize(4);
    }

    @Test
    void whatGoesWrongUnexpectedlyIsAFailureToo() {
        Map<Found, Outcome> outcomes = of(2, new Pace(0, 1), i -> {
            throw new IllegalStateException("no network");
        });

        assertThat(outcomes.values().stream().map(Outcome::sentence))
                .anyMatch(s -> s.contains("no network"))
                .contains("not begun");
    }

    @Test
    void whoWasCurrentProvesNothing() {
        AtomicInteger atOnce = new AtomicInteger();
        of(6, new Pace(1, 6), i -> {
            int number = Integer.parseInt(i.id());
            assertThat(atOnce.incrementAndGet()).isLessThanOrEqualTo(number < 4 ? 1 : 6);
            atOnce.decrementAndGet();
            return number < 3 ? new Outcome.Current() : UPGRADED;
        });

        assertThat(told.subList(0, 4)).containsExactly("0", "1", "2", "3");
    }

    @Test
    void aPaceThatIsNoneIsRefused() {
        assertThatThrownBy(() -> new Pace(-1, 1)).hasMessageContaining("canaries");
        assertThatThrownBy(() -> new Pace(1, 0)).hasMessageContaining("at a time");
    }

    private Map<Found, Outcome> of(int instances, Pace pace, Workshop workshop) {
        List<Found> found = IntStream.range(0, instances)
                .mapToObj(i -> new Found(String.valueOf(i), "", "single", "docker", "HEALTHY", "", "", Instant.EPOCH))
                .toList();
        return Upgrade.of(found, pace, workshop, (instance, outcome) -> told.add(instance.id()));
    }

    private static void together(CyclicBarrier barrier) {
        try {
            barrier.await(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("they are not upgraded side by side", e);
        }
    }

    private void awaitTold(String id) {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!told.contains(id)) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
