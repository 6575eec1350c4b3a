package dev.steward.programs;

import dev.steward.bench.Machine;
import dev.steward.bench.Samples;
import dev.steward.bench.TunnelBench;
import dev.steward.platform.Plan;
import dev.steward.platform.Platform;
import dev.steward.tunnel.Key;
import dev.steward.tunnel.PersonalKey;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * {@code bench tunnel}: what a tunnel costs, on an instance of its own.
 *
 * @param openings how many are opened, one after the other
 * @param mebibytes how much flows each time
 */
record TunnelBenchProgram(int openings, int mebibytes) {

    static final String USAGE = "bench tunnel [--openings N] [--mebibytes M]";

    private static final int ROUNDS = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    static TunnelBenchProgram parse(List<String> arguments) {
        TunnelBenchProgram bench = new TunnelBenchProgram(20, 64);
        for (int i = 0; i < arguments.size(); i += 2) {
            String value = i + 1 < arguments.size() ? arguments.get(i + 1) : "";
            bench = switch (arguments.get(i)) {
                case "--openings" -> new TunnelBenchProgram(BenchProgram.count("--openings", value), bench.mebibytes);
                case "--mebibytes" -> new TunnelBenchProgram(bench.openings, BenchProgram.count("--mebibytes", value));
                default -> throw new Surroundings.Unusable(USAGE);
            };
        }
        if (bench.openings == 0 || bench.mebibytes == 0) {
            throw new Surroundings.Unusable("nothing is measured by nothing");
        }
        return bench;
    }

    int run(Surroundings surroundings) {
        Platform platform = surroundings.platform();
        Plan plan = platform.plan("single-small");
        String instance = "bench-tunnel-" + UUID.randomUUID();
        platform.await(instance, plan, platform.provision(instance, plan), PATIENCE, _ -> {});
        try {
            System.out.println(measured(surroundings, platform, plan, instance));
            return 0;
        } catch (IOException e) {
            throw new Surroundings.Unusable(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        } finally {
            platform.await(instance, plan, platform.deprovision(instance, plan), PATIENCE, _ -> {});
        }
    }

    private String measured(Surroundings surroundings, Platform platform, Plan plan, String instance)
            throws IOException, InterruptedException {
        try (PersonalKey own = PersonalKey.make()) {
            Map<String, Object> wish = Map.of("tunnel", Map.of("public_key", own.publicHalf()));
            Key key = Key.of(platform.bind(instance, "bench", plan, wish));
            String node = key.credentials().path("host").asText();
            return measured(new TunnelBench(key, own.privateHalf(), surroundings.nodeKey(), node));
        }
    }

    private String measured(TunnelBench bench) throws IOException, InterruptedException {
        Samples opened = bench.openings(openings);
        List<Double> tunnel = new ArrayList<>();
        List<Double> plain = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) { // in turn, so that both meet the same neighbours
            tunnel.add(bench.throughTunnel(mebibytes));
            plain.add(bench.throughNode(mebibytes));
        }
        return "Machine: %s\nopened: p50 %d ms, p95 %d ms of %d\nthroughput: tunnel %.0f MiB/s, ssh to the node %.0f MiB/s, ratio %.2f"
                .formatted(
                        Machine.here(),
                        opened.percentile(50).toMillis(),
                        opened.percentile(95).toMillis(),
                        openings,
                        best(tunnel),
                        best(plain),
                        best(tunnel) / best(plain));
    }

    private static double best(List<Double> rounds) {
        return rounds.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }
}
