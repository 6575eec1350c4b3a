package dev.steward.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScrapeTest {

    private final Scrape scrape = new Scrape(List.of(
            "# TYPE asks_total counter",
            "asks_total{answer=\"leads\"} 3.0",
            "asks_total{answer=\"stands\"} 4.5E2",
            "asks_total_more{answer=\"leads\"} 1000.0",
            "clusters 7.0"));

    @Test
    void seriesOfOneNameAreSummed() {
        assertThat(scrape.sum("asks_total")).isEqualTo(453);
        assertThat(scrape.sum("asks_total", "answer=\"leads\"")).isEqualTo(3);
        assertThat(scrape.sum("clusters")).isEqualTo(7);
    }

    @Test
    void whatNobodyCountedIsZero() {
        assertThat(scrape.sum("asks")).isZero();
    }
}
