package dev.steward.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeckTest {

    @Test
    void theSameSeedIsTheSameRun() {
        assertThat(drawn(new Deck(7, List.of()), 100)).isEqualTo(drawn(new Deck(7, List.of()), 100));
        assertThat(drawn(new Deck(7, List.of()), 100)).isNotEqualTo(drawn(new Deck(8, List.of()), 100));
    }

    @Test
    void everyEpisodeComesOnceBeforeAnyComesTwice() {
        Deck deck = new Deck(1, List.of());
        List<String> names =
                drawn(deck, deck.size()).stream().map(Episode::name).toList();
        assertThat(names).doesNotHaveDuplicates().hasSize(deck.size());
    }

    @Test
    void theSecondTimeAnEpisodeHasOtherChances() {
        Deck deck = new Deck(1, List.of("random"));
        assertThat(drawn(deck, 2)).doesNotHaveDuplicates();
    }

    @Test
    void anEpisodeThatDoesNotExistIsToldWithThoseThatDo() {
        assertThatThrownBy(() -> new Deck(1, List.of("earthquake")))
                .hasMessageContaining("no episode earthquake")
                .hasMessageContaining("postmaster-killed");
    }

    @Test
    void whatEndsEndsAndEverythingHappensWithinAMinuteAndAHalf() {
        for (Episode episode : drawn(new Deck(3, List.of()), 200)) {
            assertThat(episode.strikes())
                    .as(episode.told())
                    .allSatisfy(s ->
                            assertThat(s.at().plus(s.lasting()).toSeconds()).isBetween(0L, 90L));
        }
    }

    private static List<Episode> drawn(Deck deck, int many) {
        return IntStream.range(0, many).mapToObj(i -> deck.draw()).toList();
    }
}
