package dev.steward.bench.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.bench.Results;
import org.junit.jupiter.api.Test;

class FiguresTest {

    private final Figures figures = new Figures();

    @Test
    void aFigureIsShownWithItsUnit() {
        figures.add("all created, s", 12.345);
        figures.add("memory of worker, before and after, MiB", 1234);
        assertThat(figures.table())
                .endsWith("| all created | 12.35 s |\n| memory of worker, before and after | 1,234 MiB |\n");
    }

    @Test
    void aFleetIsCleanWhenNothingIsMissing() {
        complete();
        assertThat(new FleetReport(7, new Results(), figures).clean()).isTrue();
    }

    @Test
    void aFleetIsNotCleanWhenAnInstanceIsMissing() {
        complete();
        assertThat(new FleetReport(8, new Results(), figures).clean()).isFalse();
    }

    @Test
    void aFleetIsNotCleanWhenAClusterStaysWithoutALeader() {
        complete();
        figures.add(FleetBench.LED_AGAIN, 1);
        assertThat(new FleetReport(7, new Results(), figures).clean()).isFalse();
    }

    private void complete() {
        figures.add(FleetBench.KNOWN, 7);
        figures.add(FleetBench.KNOWN_OF_RUSH, FleetBench.RUSH);
        figures.add(FleetBench.STRUCK, 2);
        figures.add(FleetBench.LED_AGAIN, 2);
    }
}
