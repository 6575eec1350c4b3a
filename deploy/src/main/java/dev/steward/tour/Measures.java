package dev.steward.tour;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.load.Audit;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the tour measured, as its last line tells it. */
public final class Measures {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Object> values = new LinkedHashMap<>();
    private long acked;
    private long lost;

    /** In seconds, to a tenth. */
    void seconds(String name, Duration time) {
        values.put(name, Math.round(time.toMillis() / 100.0) / 10.0);
    }

    void millis(String name, Duration time) {
        values.put(name, time.toMillis());
    }

    void audited(Audit audit) {
        acked += audit.acknowledged();
        lost += audit.lost().size();
    }

    void leftovers(int count) {
        values.put("leftovers", count);
    }

    public long acked() {
        return acked;
    }

    public long lost() {
        return lost;
    }

    /** The line of a tour in which everything came true. */
    public String ok() {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("tour", "ok");
        for (String name : new String[] {
            "provision_cluster_s", "provision_single_s", "bind_ms", "write_gap_ms", "redundancy_restored_s"
        }) {
            line.put(name, values.get(name));
        }
        line.put("acked", acked);
        line.put("lost", lost);
        line.put("deprovision_s", values.get("deprovision_s"));
        line.put("leftovers", values.get("leftovers"));
        return json(line);
    }

    /** The line of a tour that failed. */
    public static String failed(String step, String reason) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("tour", "failed");
        line.put("step", step);
        line.put("reason", reason);
        return json(line);
    }

    private static String json(Map<String, Object> line) {
        try {
            return JSON.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("numbers and strings are JSON", e);
        }
    }
}
