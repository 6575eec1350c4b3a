package dev.steward.machines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.trouble.Trouble;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One of each name, and all of a list. */
class OnlyTest {

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

    @Test
    void whatIsNotListedYetMayBeAskedForAgain() {
        assertThatThrownBy(() -> one(() -> {}))
                .satisfies(e -> assertThat(Trouble.of(e).kind()).isEqualTo(Trouble.Kind.UNAVAILABLE));
    }

    private String one(Runnable make) {
        return Only.one("name", () -> List.copyOf(things), make, things::remove);
    }

    @Test
    void aListIsReadToItsEndHoweverShortItsPagesAre() {
        List<String> stored = IntStream.range(0, 7).mapToObj(Integer::toString).toList();

        List<String> all = Only.all(last -> {
            int from = last == null ? 0 : stored.indexOf(last) + 1;
            return stored.subList(from, Math.min(from + 3, stored.size()));
        });

        assertThat(all).isEqualTo(stored);
    }
}
