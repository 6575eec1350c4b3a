package dev.steward.machines.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.machines.Label;
import dev.steward.machines.Owner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One of each name, and all of a list. */
class NamedTest {

    private final List<String> things = new ArrayList<>();

    @Test
    void whatIsThereIsNotMadeAgain() {
        things.add("a");

        assertThat(one(() -> things.add("b"))).isEqualTo("a");
        assertThat(things).containsExactly("a");
    }

    @Test
    void ofTwoThatWereMadeAtTheSameTimeTheYoungerGoes() {
        assertThat(one(() -> things.addAll(List.of("somebody else's", "mine")))).isEqualTo("somebody else's");
        assertThat(things).containsExactly("somebody else's");
    }

    @Test
    void aTwinThatAppearsLaterGoesToo() {
        things.addAll(List.of("known", "of an order that was given up on"));

        assertThat(one(() -> {})).isEqualTo("known");
        assertThat(things).containsExactly("known");
    }

    private String one(Runnable make) {
        return Named.one("name", () -> List.copyOf(things), make, things::remove);
    }

    @Test
    void aListIsReadToItsEndHoweverShortItsPagesAre() {
        List<String> stored = IntStream.range(0, 7).mapToObj(Integer::toString).toList();

        List<String> all = Named.all(page -> pageOf(stored, page), id -> id);

        assertThat(all).isEqualTo(stored);
    }

    /** As a service that gives three at once, whatever it is asked for. */
    private static List<String> pageOf(List<String> stored, Map<String, String> page) {
        int from = page.containsKey("marker") ? stored.indexOf(page.get("marker")) + 1 : 0;
        return stored.subList(from, Math.min(from + 3, stored.size()));
    }

    @Test
    void nodesAreDealtToTheZones() {
        List<String> zones = List.of("a", "b");

        assertThat(IntStream.rangeClosed(1, 3)
                        .mapToObj(i -> Zones.of(zones, new Label(new Owner("o"), "n" + i, 5))
                                .orElseThrow()))
                .containsExactly("a", "b", "a");
        assertThat(Zones.of(List.of(), new Label(new Owner("o"), "n1", 0))).isEmpty();
    }
}
