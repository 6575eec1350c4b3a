package dev.steward.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplesTest {

    @Test
    void percentilesAreSamples() {
        Samples samples = new Samples();
        IntStream.rangeClosed(1, 20).map(i -> 21 - i).forEach(i -> samples.add(Duration.ofMillis(i)));
        assertThat(samples.percentile(50)).isEqualTo(Duration.ofMillis(10));
        assertThat(samples.percentile(95)).isEqualTo(Duration.ofMillis(19));
        assertThat(samples.percentile(100)).isEqualTo(Duration.ofMillis(20));
        assertThat(samples.percentile(0.1)).isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void oneSampleIsEveryPercentile() {
        Samples samples = new Samples();
        samples.add(Duration.ofSeconds(3));
        assertThat(samples.percentile(50)).isEqualTo(samples.percentile(95)).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void withoutSamplesThereIsNoPercentile() {
        assertThatThrownBy(() -> new Samples().percentile(50)).isInstanceOf(IllegalStateException.class);
    }
}
