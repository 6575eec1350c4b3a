package dev.steward.programs;

import dev.steward.bench.Machine;
import dev.steward.bench.fleet.FleetBench;
import dev.steward.bench.fleet.FleetReport;
import java.time.Duration;
import java.util.List;

/**
 * {@code bench fleet}.
 *
 * @param instances how many, three nodes each
 * @param seconds how long they are measured at rest, and how long while they are asked for
 * @param json whether the last line is JSON
 */
record FleetBenchProgram(int instances, int seconds, boolean json) {

    static final String USAGE = "bench fleet [--instances N] [--seconds S] [--json]";

    static FleetBenchProgram parse(List<String> arguments) {
        FleetBenchProgram bench = new FleetBenchProgram(100, 60, false);
        for (int i = 0; i < arguments.size(); i++) {
            String name = arguments.get(i);
            if (name.equals("--json")) {
                bench = new FleetBenchProgram(bench.instances, bench.seconds, true);
                continue;
            }
            String value = ++i < arguments.size() ? arguments.get(i) : "";
            bench = switch (name) {
                case "--instances" -> new FleetBenchProgram(count(name, value), bench.seconds, bench.json);
                case "--seconds" -> new FleetBenchProgram(bench.instances, count(name, value), bench.json);
                default -> throw new Surroundings.Unusable(USAGE);
            };
        }
        return bench;
    }

    private static int count(String name, String value) {
        if (!value.matches("[1-9]\\d{0,4}")) {
            throw new Surroundings.Unusable(name + " is a number from 1 to 99999, not '" + value + "'");
        }
        return Integer.parseInt(value);
    }

    int run(Surroundings surroundings) {
        FleetReport report = new FleetBench(
                        surroundings.fleet(FailOverBenchProgram.PLAN), line -> System.err.println("  " + line))
                .run(instances, Duration.ofSeconds(seconds));
        System.out.println("Machine: " + Machine.here() + ", which carries broker, worker, Temporal, its PostgreSQL and"
                + " the customers\n\n" + report.table());
        if (json) {
            System.out.println(report.json(Machine.here()));
        }
        return report.clean() ? 0 : 1;
    }
}
