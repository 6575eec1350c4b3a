package dev.steward.bench.patroni;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TimingTest {

    @Test
    void patroniWouldSilentlyAdjustWhatIsBelowItsLeast() {
        assertThatThrownBy(() -> new Timing("x", 19, 1, 3, 0, Map.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Timing("x", 20, 1, 10, 0, Map.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Timing("x", 20, 1, 2, 0, Map.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyPlaceOfTheTemplateIsKnown() {
        assertThat(Script.named("patroni.yml").text().replaceAll("(?s)[^@]*(@[A-Z_]+@)?", "$1"))
                .isEqualTo("@NODE@@ETCD@@IP@@TTL@@LOOP_WAIT@@RETRY_TIMEOUT@@PRIMARY_START_TIMEOUT@@IP@@SUPERUSER@"
                        + "@REPLICATOR@@PARAMETERS@");
    }
}
