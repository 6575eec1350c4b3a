package dev.steward.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.chaos.Catalogue;
import dev.steward.chaos.Chaos;
import dev.steward.chaos.Episode;
import dev.steward.chaos.Mutant;
import dev.steward.chaos.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A few of the episodes of {@code deploy/chaos}, and the proof that its checkers can fail. */
class ChaosJourney {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    @RegisterExtension
    private final LocalSteward steward = LocalSteward.asItIs();

    @Test
    void nothingAcknowledgedIsLostAndNeverDoTwoNodesAcknowledge() {
        long seed = Long.getLong("steward.seed", System.nanoTime());
        System.out.println("-Dsteward.seed=" + seed);
        try (Chaos chaos = chaos()) {
            Stream.of("postmaster-killed", "worker-killed-while-postmaster-dies", "machine-killed")
                    .map(name -> episode(name, seed))
                    .forEach(episode -> {
                        Outcome outcome = chaos.play(episode);
                        assertThat(outcome.complaints()).as(episode.told()).isEmpty();
                        assertThat(outcome.acknowledged()).isPositive();
                        assertThat(outcome.isFine()).isTrue();
                    });
        }
    }

    /** Were it green, the green of the other one would mean nothing. */
    @Test
    void aStewardThatSealsNobodyAndLetsALeaderWaitForNobodyIsFound() {
        try (Chaos chaos = chaos()) {
            chaos.breakBy(Mutant.LEADS_ALONE);
            Outcome outcome = chaos.play(episode("old-leader-wakes", 1));
            assertThat(outcome.lost()).isPositive();
            assertThat(outcome.dualAckers()).isPositive();
            assertThat(chaos.chronicle().isFine()).isFalse();
        }
    }

    private Chaos chaos() {
        return new Chaos(steward.guide(), steward.daemons(), Path.of("target", "chaos"), LIMIT);
    }

    private static Episode episode(String name, long seed) {
        List<Episode> all = new Catalogue(new Random(seed)).all();
        return all.stream().filter(e -> e.name().equals(name)).findFirst().orElseThrow();
    }
}
