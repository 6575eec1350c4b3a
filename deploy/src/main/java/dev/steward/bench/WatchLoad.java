package dev.steward.bench;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What watching a number of clusters costs.
 *
 * @param clusters how many three-node clusters were watched
 * @param asksPerSecond answers of nodes, per second
 * @param unanswered asks that brought anything but an answer
 * @param verdicts findings told to workflows while it was measured; none when nothing happens
 * @param askMillis the mean time of an ask, in ms
 * @param latenessMillis the mean time by which rounds began too late, in ms
 * @param workerCpu of the worker, in percent of one core
 * @param workerMib resident memory of the worker
 * @param heapMib what of it is in use on the heap, garbage included
 * @param temporalCpu of the Temporal server, in percent of one core
 * @param temporalMib resident memory of the Temporal server
 * @param machineCpu of everything on this machine, in percent of one core
 */
public record WatchLoad(
        int clusters,
        double asksPerSecond,
        long unanswered,
        long verdicts,
        double askMillis,
        double latenessMillis,
        double workerCpu,
        long workerMib,
        long heapMib,
        double temporalCpu,
        long temporalMib,
        double machineCpu) {

    /** The head of a table of such rows. */
    public static final String HEAD = """
            | clusters | asks/s | unanswered | findings told | ask, mean | round late by, mean | worker CPU | worker RSS | worker heap | Temporal CPU | Temporal RSS | machine CPU |
            |---|---|---|---|---|---|---|---|---|---|---|---|
            """;

    /** A row of Markdown. */
    public String row() {
        return String.format(
                Locale.ROOT,
                "| %d | %.0f | %d | %d | %.2f ms | %.2f ms | %.1f %% | %d MiB | %d MiB | %.1f %% | %d MiB | %.0f %% |",
                clusters,
                asksPerSecond,
                unanswered,
                verdicts,
                askMillis,
                latenessMillis,
                workerCpu,
                workerMib,
                heapMib,
                temporalCpu,
                temporalMib,
                machineCpu);
    }

    /** For machines. */
    public Map<String, Object> json() {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("clusters", clusters);
        line.put("asks_per_s", asksPerSecond);
        line.put("unanswered", unanswered);
        line.put("findings_told", verdicts);
        line.put("ask_mean_ms", askMillis);
        line.put("late_mean_ms", latenessMillis);
        line.put("worker_cpu_percent", workerCpu);
        line.put("worker_rss_mib", workerMib);
        line.put("worker_heap_mib", heapMib);
        line.put("temporal_cpu_percent", temporalCpu);
        line.put("temporal_rss_mib", temporalMib);
        line.put("machine_cpu_percent", machineCpu);
        return line;
    }
}
