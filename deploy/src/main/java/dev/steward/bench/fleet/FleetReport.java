package dev.steward.bench.fleet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.bench.Machine;
import dev.steward.bench.Results;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a fleet cost.
 *
 * @param instances how many, before the last 50
 */
public record FleetReport(int instances, Results results, Figures figures) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Markdown. */
    public String table() {
        return results.table(instances + " instances") + "\n" + figures.table();
    }

    /** One line. */
    public String json(Machine machine) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("bench", "fleet");
        line.put("machine", machine.toString());
        line.put("instances", instances);
        line.putAll(results.millis());
        line.putAll(figures.all());
        try {
            return JSON.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("numbers and strings are JSON", e);
        }
    }

    /** Whether all that was ordered is there, and all that was lost came back. */
    public boolean clean() {
        return figures.of(FleetBench.KNOWN) == instances
                && figures.of(FleetBench.KNOWN_OF_RUSH) == FleetBench.RUSH
                && figures.of(FleetBench.LED_AGAIN) == figures.of(FleetBench.STRUCK);
    }
}
