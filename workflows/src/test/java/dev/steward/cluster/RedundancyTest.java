package dev.steward.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RedundancyTest {

    /**
     * What a take-over rests on: whoever confirmed a commit and whoever was sealed have a node in common, and with so
     * many sealed too few are left to confirm another.
     */
    @Property
    void aSealQuorumMeetsEveryConfirmationAndLeavesTooFewForAnother(
            @ForAll @IntRange(min = 1, max = 9) int size, @ForAll Random random) {
        List<NodeName> standbys =
                IntStream.rangeClosed(1, size).mapToObj(NodeName::of).toList();
        Redundancy redundancy = new Redundancy(standbys, 1 + random.nextInt(size));
        List<NodeName> confirmed = some(standbys, redundancy.confirmations(), random);
        List<NodeName> sealed = some(standbys, redundancy.sealQuorum(), random);

        assertThat(redundancy.isSealedBy(sealed)).isTrue();
        assertThat(Collections.disjoint(confirmed, sealed)).isFalse();
        assertThat(size - sealed.size()).isLessThan(redundancy.confirmations());
        assertThat(redundancy.isSealedBy(sealed.subList(1, sealed.size()))).isFalse();
    }

    @Test
    void ofThreeNodesAnyOneOfTheOthersConfirmsAndBothAreSealed() {
        Redundancy redundancy = Redundancy.among(List.of(NodeName.of(3), NodeName.of(2)));
        assertThat(redundancy).hasToString("any 1 of [n2, n3]");
        assertThat(redundancy.sealQuorum()).isEqualTo(2);
    }

    @Test
    void nobodyIsEnoughToTakeOverFromALeaderThatWaitsForNobody() {
        assertThat(Redundancy.NONE.isSealedBy(List.of(NodeName.of(1), NodeName.of(2))))
                .isFalse();
    }

    @Test
    void strangersDoNotCount() {
        assertThat(Redundancy.among(List.of(NodeName.of(2), NodeName.of(3)))
                        .isSealedBy(List.of(NodeName.of(1), NodeName.of(2))))
                .isFalse();
    }

    @Test
    void moreThanThereAreCannotConfirm() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Redundancy(List.of(NodeName.of(1)), 2));
        assertThatIllegalArgumentException().isThrownBy(() -> new Redundancy(List.of(NodeName.of(1)), 0));
    }

    private static List<NodeName> some(List<NodeName> of, int count, Random random) {
        List<NodeName> shuffled = new ArrayList<>(of);
        Collections.shuffle(shuffled, random);
        return shuffled.subList(0, count);
    }
}
