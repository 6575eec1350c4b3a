package dev.steward.tunnels;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class LogbookTest {

    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    @Test
    void whoIsInsideIsRememberedLongerThanWhoHasLeft() {
        Logbook book = Logbook.EMPTY.noting(passage("inside", null), NOW);
        for (int i = 0; i < 200; i++) {
            book = book.noting(passage("gone " + i, NOW), NOW);
        }
        assertThat(book.passages()).hasSize(50).extracting(Passage::id).contains("inside", "gone 199");
    }

    @Test
    void itStaysSmallHoweverManyAreInside() {
        Logbook book = Logbook.EMPTY;
        for (int i = 0; i < 200; i++) {
            book = book.noting(passage("inside " + i, null), NOW);
        }
        assertThat(book.passages()).hasSize(50).extracting(Passage::id).contains("inside 199");
    }

    @Test
    void nobodyIsInsideAfterTheTunnelsEnd() {
        assertThat(passage("p", null).isOpen(NOW)).isTrue();
        assertThat(passage("p", null).isOpen(NOW.plusSeconds(60))).isFalse();
        assertThat(passage("p", NOW).isOpen(NOW)).isFalse();
    }

    private static Passage passage(String id, @org.jspecify.annotations.Nullable Instant closed) {
        return new Passage(id, "b", "203.0.113.7", NOW, NOW.plusSeconds(60), closed, 0, 0);
    }
}
