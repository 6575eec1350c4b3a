package dev.steward.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ElectionTest {

    @Test
    void theFarthestFlushedWins() {
        assertThat(winner(standing(1, 1, 100, 100), standing(2, 1, 101, 50))).isEqualTo(NodeName.of(2));
    }

    @Test
    void aHigherTimelineWinsOverALongerLog() {
        assertThat(winner(standing(1, 1, 900, 900), standing(2, 2, 100, 100))).isEqualTo(NodeName.of(2));
    }

    @Test
    void amongEqualsTheOneWithLeastToReplayWinsThenTheFirstByName() {
        assertThat(winner(standing(2, 1, 100, 90), standing(3, 1, 100, 95))).isEqualTo(NodeName.of(3));
        assertThat(winner(standing(3, 1, 100, 90), standing(2, 1, 100, 90))).isEqualTo(NodeName.of(2));
    }

    @Test
    void theOnePromotedByAnAttemptBeforeWinsOverAll() {
        assertThat(winner(standing(1, 9, 900, 900), new Standing(NodeName.of(2), 2, new Lsn(1), new Lsn(1), true)))
                .isEqualTo(NodeName.of(2));
    }

    @Test
    void withNobodySealedNobodyWins() {
        assertThat(Election.winner(List.of())).isEmpty();
    }

    @Property
    void theOrderInWhichTheyAnswerDoesNotMatterAndNobodyHasMoreThanTheWinner(
            @ForAll @IntRange(min = 1, max = 7) int size, @ForAll Random random) {
        List<Standing> sealed = IntStream.rangeClosed(1, size)
                .mapToObj(i -> standing(i, 1 + random.nextInt(2), random.nextInt(3), random.nextInt(3)))
                .toList();
        List<Standing> shuffled = new ArrayList<>(sealed);
        Collections.shuffle(shuffled, random);
        NodeName winner = Election.winner(sealed).orElseThrow();
        assertThat(Election.winner(shuffled)).contains(winner);
        Standing won = sealed.get(winner.ordinal() - 1);
        assertThat(sealed)
                .noneMatch(s -> s.timeline() > won.timeline()
                        || (s.timeline() == won.timeline() && s.flushed().compareTo(won.flushed()) > 0));
    }

    private static NodeName winner(Standing... sealed) {
        return Election.winner(List.of(sealed)).orElseThrow();
    }

    private static Standing standing(int node, int timeline, long flushed, long replayed) {
        return new Standing(NodeName.of(node), timeline, new Lsn(flushed), new Lsn(replayed), false);
    }
}
