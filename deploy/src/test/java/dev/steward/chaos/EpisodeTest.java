package dev.steward.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.load.Acknowledgement;
import dev.steward.load.Acknowledgements;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EpisodeTest {

    private static final Acknowledgements ONE_LEADER = Acknowledgements.of(List.of(told(1, "a", 1), told(2, "a", 1)));
    private static final Acknowledgements TWO = Acknowledgements.of(List.of(told(1, "a", 1), told(2, "b", 2)));

    @Test
    void aTakeOverIsFalseWhereNothingIsAReasonForOne() {
        Episode soak = Catalogue.soak(3);
        assertThat(soak.strikes()).hasSize(9);
        assertThat(soak.complaint(ONE_LEADER)).isEmpty();
        assertThat(soak.complaint(TWO)).hasValueSatisfying(c -> assertThat(c).contains("false take-over"));
    }

    @Test
    void elsewhereItIsWhatIsExpected() {
        Episode killed = Episode.of("killed", Strike.at(0, new KillPostmaster(Who.LEADER)));
        assertThat(killed.complaint(TWO)).isEmpty();
    }

    private static Acknowledgement told(int second, String server, int timeline) {
        Duration sent = Duration.ofSeconds(second);
        return new Acknowledgement("w", second, sent, sent.plusMillis(5), server, timeline);
    }
}
