package dev.steward.machines;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DealTest {

    private static final List<String> ZONES = List.of("a", "b", "c");

    @Test
    void theNodesOfAClusterAreInDifferentZones() {
        assertThat(IntStream.rangeClosed(1, 3).mapToObj(i -> zone("o", "n" + i, 0)))
                .containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void singleNodesAreNotAllInTheSame() {
        assertThat(IntStream.range(0, 50)
                        .mapToObj(i -> zone("instance-" + i, "n1", 0))
                        .distinct())
                .hasSize(3);
    }

    @Test
    void aNodeStaysWhereItIsWhateverReplacesIt() {
        assertThat(zone("o", "n2", 5)).isEqualTo(zone("o", "n2", 0));
    }

    @Test
    void whereThereIsNoChoiceNoneIsMade() {
        assertThat(Deal.of(List.of(), new Label(new Owner("o"), "n1", 0))).isEqualTo(Optional.empty());
    }

    private static String zone(String owner, String node, int incarnation) {
        return Deal.of(ZONES, new Label(new Owner(owner), node, incarnation)).orElseThrow();
    }
}
