package dev.steward.broker.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.cluster.ClusterId;
import org.junit.jupiter.api.Test;

class DashboardTest {

    @Test
    void anIdIsAPartOfThePathWhateverIsInIt() {
        Dashboard dashboard = new Dashboard("https://shown.example/{instance}/start", null);

        assertThat(dashboard.of(new ClusterId("a b/c+d"))).isEqualTo("https://shown.example/a%20b%2Fc%2Bd/start");
    }
}
