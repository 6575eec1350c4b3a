package dev.steward.programs;

import dev.steward.bench.Episode;
import dev.steward.bench.Fleet;
import dev.steward.bench.Machine;
import dev.steward.bench.Operator;
import dev.steward.bench.Standings;
import dev.steward.bench.StewardContender;
import dev.steward.bench.StormBench;
import dev.steward.instances.Instances;
import dev.steward.lab.Lab;
import java.util.List;

/**
 * {@code bench storm}.
 *
 * @param clusters how many lose their leaders at once, each of three machines
 * @param json whether the last line is JSON
 */
record StormBenchProgram(int clusters, boolean json) {

    static final String USAGE = "bench storm [--clusters N] [--json]";

    static StormBenchProgram parse(List<String> arguments) {
        StormBenchProgram bench = new StormBenchProgram(7, false);
        for (int i = 0; i < arguments.size(); i++) {
            switch (arguments.get(i)) {
                case "--json" -> bench = new StormBenchProgram(bench.clusters, true);
                case "--clusters" -> {
                    i++;
                    String value = i < arguments.size() ? arguments.get(i) : "";
                    bench = new StormBenchProgram(BenchProgram.count("--clusters", value), bench.json);
                }
                default -> throw new Surroundings.Unusable(USAGE);
            }
        }
        if (bench.clusters == 0) {
            throw new Surroundings.Unusable("a storm needs at least one cluster");
        }
        return bench;
    }

    int run(Surroundings surroundings) {
        Standings standings = new Standings();
        Lab lab = new Lab(surroundings.installation());
        var platform = surroundings.platform();
        var plan = platform.plan(FailOverBenchProgram.PLAN);
        var operator = new Operator(surroundings.command());
        try (Instances instances = surroundings.instances();
                Fleet fleet =
                        Fleet.of(clusters, () -> StewardContender.order(platform, plan, instances, lab, operator))) {
            Runtime.getRuntime().addShutdownHook(new Thread(fleet::close));
            StormBench storm = new StormBench(lab, line -> System.err.println("  " + line));
            standings.add(storm.strike(fleet.contenders(), Episode.KILLED_POSTMASTER));
            standings.add(storm.strike(fleet.contenders(), Episode.KILLED_MACHINE));
        }
        System.out.println("Machine: " + Machine.here() + ", which carries all " + clusters * 3
                + " machines of the clusters, Temporal, broker, worker and writers\n\n" + standings.table());
        if (json) {
            System.out.println(standings.json(Machine.here()));
        }
        return standings.clean() ? 0 : 1;
    }
}
