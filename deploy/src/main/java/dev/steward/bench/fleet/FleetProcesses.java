package dev.steward.bench.fleet;

import dev.steward.bench.ProcessUse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;

/** The processes of an installation, by name, and what they use. */
public final class FleetProcesses {

    private final ToLongFunction<String> pids;
    private static final String[] NAMES = {"broker", "worker", "temporal", "temporal-database"};

    /**
     * Those that run.
     *
     * @param pids the number of a process now, by its name
     */
    public FleetProcesses(ToLongFunction<String> pids) {
        this.pids = pids;
    }

    /** What each has used by now; of processes with children, all of them together. */
    Map<String, ProcessUse> now() {
        Map<String, ProcessUse> uses = new LinkedHashMap<>();
        for (String name : NAMES) {
            uses.put(name, ProcessUse.ofFamily(pids.applyAsLong(name)));
        }
        return uses;
    }

    /** The number of one of them. */
    long pid(String name) {
        return pids.applyAsLong(name);
    }

    /** Of each, the share of one core that it used in between, in percent. */
    static Map<String, Double> cpu(Map<String, ProcessUse> before, Map<String, ProcessUse> after, Duration between) {
        Map<String, Double> shares = new LinkedHashMap<>();
        before.forEach((name, use) -> shares.put(
                name,
                Objects.requireNonNull(after.get(name)).cpu().minus(use.cpu()).toMillis()
                        * 100.0
                        / between.toMillis()));
        return shares;
    }
}
