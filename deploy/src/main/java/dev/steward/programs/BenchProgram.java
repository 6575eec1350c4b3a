package dev.steward.programs;

import dev.steward.bench.Machine;
import dev.steward.bench.ProvisionBench;
import dev.steward.bench.Results;
import dev.steward.bench.Waiting;
import dev.steward.instances.Instances;
import dev.steward.lifecycle.WorkflowIds;
import dev.steward.platform.Plan;
import dev.steward.platform.Platform;
import dev.steward.pool.Stock;
import java.time.Duration;
import java.util.List;

/**
 * {@code bench}: {@code provision} here, the others in programs of their own.
 *
 * @param plan the plan's name
 * @param n how many instances, one after the other
 * @param parallel how many at once
 * @param pooled whether each waits until the plan's pool is full
 * @param json whether the results are lines of JSON instead of tables
 */
record BenchProgram(String plan, int n, int parallel, boolean pooled, boolean json) {

    private static final Duration REFILL = Duration.ofMinutes(5);

    private static final String USAGE =
            "bench provision [--infrastructure NAME] [--plan NAME] [--n N] [--parallel P] [--pooled] [--json]";

    static int run(List<String> arguments, Surroundings surroundings) {
        List<String> rest = arguments.isEmpty() ? arguments : arguments.subList(1, arguments.size());
        return switch (arguments.isEmpty() ? "" : arguments.getFirst()) {
            case "provision" -> parse(rest).run(surroundings);
            case "watch" -> WatchProgram.parse(rest).run(surroundings);
            case "failover" -> FailOverBenchProgram.parse(rest).run(surroundings);
            case "tunnel" -> TunnelBenchProgram.parse(rest).run(surroundings);
            case "storm" -> StormBenchProgram.parse(rest).run(surroundings);
            case "fleet" -> FleetBenchProgram.parse(rest).run(surroundings);
            default ->
                throw new Surroundings.Unusable(String.join(
                        "\n",
                        USAGE,
                        WatchProgram.USAGE,
                        FailOverBenchProgram.USAGE,
                        StormBenchProgram.USAGE,
                        FleetBenchProgram.USAGE,
                        TunnelBenchProgram.USAGE));
        };
    }

    static BenchProgram parse(List<String> arguments) {
        BenchProgram bench = new BenchProgram("cluster-small", 10, 5, false, false);
        for (int i = 0; i < arguments.size(); i++) {
            String name = arguments.get(i);
            if (name.equals("--json") || name.equals("--pooled")) {
                bench = bench.with(name, "");
                continue;
            }
            if (++i == arguments.size()) {
                throw new Surroundings.Unusable(name + " needs a value: " + USAGE);
            }
            bench = bench.with(name, arguments.get(i));
        }
        return bench;
    }

    private BenchProgram with(String name, String value) {
        return switch (name) {
            case "--infrastructure" ->
                new BenchProgram("cluster-small" + TourProgram.plansOf(value), n, parallel, pooled, json);
            case "--plan" -> new BenchProgram(value, n, parallel, pooled, json);
            case "--n" -> new BenchProgram(plan, count(name, value), parallel, pooled, json);
            case "--parallel" -> new BenchProgram(plan, n, count(name, value), pooled, json);
            case "--pooled" -> new BenchProgram(plan, n, parallel, true, json);
            case "--json" -> new BenchProgram(plan, n, parallel, pooled, true);
            default -> throw new Surroundings.Unusable(USAGE);
        };
    }

    static int count(String name, String value) {
        if (!value.matches("\\d{1,4}")) {
            throw new Surroundings.Unusable(name + " is a number from 0 to 9999, not " + value);
        }
        return Integer.parseInt(value);
    }

    private int run(Surroundings surroundings) {
        if (!pooled) {
            return run(surroundings.platform(), () -> {});
        }
        try (Instances instances = surroundings.instances()) {
            return run(surroundings.platform(), () -> awaitFullPools(instances));
        }
    }

    private int run(Platform platform, Runnable before) {
        Plan chosen = platform.plan(plan);
        ProvisionBench bench = new ProvisionBench(platform, chosen, before, line -> System.err.println("  " + line));
        if (!json) {
            System.out.println("Machine: " + Machine.here() + "\n");
        }
        int failures = 0;
        if (n > 0) {
            failures += show(plan + ", " + n + " one after the other", bench.oneAfterTheOther(n));
        }
        if (parallel > 0) {
            failures += show(plan + ", " + parallel + " at once", bench.atOnce(parallel));
        }
        return failures == 0 ? 0 : 1;
    }

    private void awaitFullPools(Instances instances) {
        List<String> pools = instances.pools().stream()
                .filter(pool -> pool.startsWith(WorkflowIds.pool(plan, "")))
                .toList();
        if (pools.isEmpty()) {
            throw new Surroundings.Unusable(plan + " has no pool: the catalog has to give it one");
        }
        if (!Waiting.until(REFILL, () -> pools.stream().map(instances::stock).allMatch(Stock::isFull))) {
            throw new Surroundings.Unusable(pools + " did not get full within " + REFILL.toMinutes() + " min");
        }
    }

    private int show(String title, Results results) {
        System.out.println(json ? results.json(title, Machine.here()) : results.table(title));
        return results.failures();
    }
}
