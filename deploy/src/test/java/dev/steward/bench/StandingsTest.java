package dev.steward.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.load.Audit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StandingsTest {

    private static final Machine MACHINE = new Machine(2, 1024, "Linux 6");
    private final Standings standings = new Standings();

    @Test
    void theLineOfJsonHasAnEntryForEachBout() throws Exception {
        standings.add(bout(outcome(300, List.of()), outcome(500, List.of()), outcome(400, List.of())));
        JsonNode episode = parsed().path("episodes").path(0);
        assertThat(episode.path("name").asText()).isEqualTo("steward: killed machine");
        assertThat(episode.path("runs").asInt()).isEqualTo(3);
        assertThat(episode.path("p50_ms").asInt()).isEqualTo(400);
        assertThat(episode.path("max_ms").asInt()).isEqualTo(500);
        assertThat(episode.path("noticed_p50_ms").asInt()).isEqualTo(100);
        assertThat(episode.has("sealed_p50_ms")).isFalse();
        assertThat(episode.path("acked").asInt()).isEqualTo(30);
        assertThat(standings.clean()).isTrue();
    }

    @Test
    void aLostWriteIsCountedAndNotClean() throws Exception {
        standings.add(bout(outcome(300, List.of("w #1"))));
        assertThat(parsed().path("episodes").path(0).path("lost").asInt()).isEqualTo(1);
        assertThat(standings.clean()).isFalse();
    }

    @Test
    void aRunWithoutAFigureIsToldAndNotClean() {
        standings.add(new Bout("steward", "killed machine", List.of(), List.of("it did not come back")));
        assertThat(standings.table()).contains("No figure: steward: killed machine: it did not come back");
        assertThat(standings.clean()).isFalse();
    }

    @Test
    void whatWasNotTriedIsSaid() throws Exception {
        standings.skip("steward: switchover", "there is no such command");
        assertThat(standings.table()).contains("Not tried: steward: switchover: there is no such command");
        assertThat(parsed().path("skipped").has("steward: switchover")).isTrue();
    }

    @Test
    void everyRowOfTheTableHasACellForEveryColumn() {
        standings.add(bout(outcome(300, List.of())));
        assertThat(standings
                        .table()
                        .lines()
                        .filter(l -> l.startsWith("|"))
                        .map(l -> l.chars().filter(c -> c == '|').count()))
                .hasSize(3)
                .containsOnly(17L);
    }

    private JsonNode parsed() throws Exception {
        return new ObjectMapper().readTree(standings.json(MACHINE));
    }

    private static Bout bout(Outcome... outcomes) {
        return new Bout("steward", "killed machine", List.of(outcomes), List.of());
    }

    private static Outcome outcome(long gap, List<String> lost) {
        return new Outcome(
                Duration.ofMillis(gap),
                Map.of(Milestone.NOTICED, Duration.ofMillis(100)),
                Duration.ofSeconds(20),
                true,
                false,
                new Audit(10, lost, List.of()));
    }
}
