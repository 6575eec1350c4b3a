package dev.steward.programs;

import dev.steward.bench.Contender;
import dev.steward.bench.FailOverBench;
import dev.steward.bench.Machine;
import dev.steward.bench.Operator;
import dev.steward.bench.Standings;
import dev.steward.bench.StewardContender;
import dev.steward.bench.patroni.PatroniContender;
import dev.steward.bench.patroni.Timing;
import dev.steward.instances.Instances;
import dev.steward.lab.Lab;
import dev.steward.machines.MachineSize;
import java.util.List;

/**
 * {@code bench failover}.
 *
 * @param runs of each episode with each contender
 * @param peers whether others than Steward take part
 * @param only what the name of a bout must contain to take place; empty for all
 * @param json whether the last line is JSON
 */
record FailOverBenchProgram(int runs, boolean peers, String only, boolean json) {

    static final String USAGE = "bench failover [--runs N] [--no-peers] [--only TEXT] [--json]";
    static final String PLAN = "cluster-small";

    /** The plan's, for machines that are not rented by it. */
    static final MachineSize SIZE = new MachineSize(2, 512);

    static final int DISK_GIB = 1;

    static FailOverBenchProgram parse(List<String> arguments) {
        FailOverBenchProgram bench = new FailOverBenchProgram(20, true, "", false);
        for (int i = 0; i < arguments.size(); i++) {
            String value = i + 1 < arguments.size() ? arguments.get(i + 1) : "";
            bench = switch (arguments.get(i)) {
                case "--no-peers" -> new FailOverBenchProgram(bench.runs, false, bench.only, bench.json);
                case "--json" -> new FailOverBenchProgram(bench.runs, bench.peers, bench.only, true);
                case "--runs" -> {
                    i++;
                    int runs = BenchProgram.count("--runs", value);
                    yield new FailOverBenchProgram(runs, bench.peers, bench.only, bench.json);
                }
                case "--only" -> {
                    i++;
                    yield new FailOverBenchProgram(bench.runs, bench.peers, value, bench.json);
                }
                default -> throw new Surroundings.Unusable(USAGE);
            };
        }
        return bench;
    }

    int run(Surroundings surroundings) {
        Standings standings = new Standings();
        Lab lab = new Lab(surroundings.installation());
        FailOverBench bench =
                new FailOverBench(lab, runs, name -> name.contains(only), line -> System.err.println("  " + line));
        steward(bench, surroundings, lab, standings);
        if (peers) {
            patroni(bench, Timing.DEFAULTS, surroundings, standings);
            patroni(bench, Timing.AGGRESSIVE, surroundings, standings);
        }
        System.out.println("Machine: " + Machine.here() + "\n\n" + standings.table());
        if (json) {
            System.out.println(standings.json(Machine.here()));
        }
        return standings.clean() ? 0 : 1;
    }

    private static void steward(FailOverBench bench, Surroundings surroundings, Lab lab, Standings standings) {
        if (!bench.wants("steward")) {
            return;
        }
        var platform = surroundings.platform();
        try (Instances instances = surroundings.instances();
                Contender steward = StewardContender.order(
                        platform, platform.plan(PLAN), instances, lab, new Operator(surroundings.command()))) {
            Runtime.getRuntime().addShutdownHook(new Thread(steward::close));
            bench.run(steward, standings);
        }
    }

    private static void patroni(FailOverBench bench, Timing timing, Surroundings surroundings, Standings standings) {
        if (!bench.wants(PatroniContender.name(timing))) {
            return;
        }
        try (Contender patroni = PatroniContender.assemble(surroundings.rentForPeers(SIZE, DISK_GIB), timing)) {
            Runtime.getRuntime().addShutdownHook(new Thread(patroni::close));
            bench.run(patroni, standings);
        }
    }
}
