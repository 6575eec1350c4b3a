package dev.steward.programs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.bench.Machine;
import dev.steward.bench.WatchBench;
import dev.steward.bench.WatchLoad;
import dev.steward.bench.WatchMeasure;
import dev.steward.instances.Instances;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code bench watch}.
 *
 * @param clusters how many to watch, one number after the other
 * @param seconds how long each number is measured
 * @param servers how many real clusters are asked; 0: one for every hundred, since each of their servers has a session
 *     for every name it is asked under, and two hundred are too many for one
 * @param ownSsh whether each watched cluster has SSH sessions of its own
 * @param json whether the last line is JSON instead of a table
 */
record WatchProgram(List<Integer> clusters, int seconds, int servers, boolean ownSsh, boolean json) {

    static final String USAGE = "bench watch [--clusters N ...] [--seconds S] [--servers K] [--own-ssh] [--json]";

    /** As many sessions as one server is asked by. */
    private static final int SESSIONS = 100;

    private static final ObjectMapper JSON = new ObjectMapper();

    static WatchProgram parse(List<String> arguments) {
        List<Integer> clusters = new ArrayList<>();
        WatchProgram program = new WatchProgram(List.of(0, 100, 250, 500), 30, 0, false, false);
        for (int i = 0; i < arguments.size(); i++) {
            String name = arguments.get(i);
            switch (name) {
                case "--json" -> program = program.json(true);
                case "--own-ssh" ->
                    program = new WatchProgram(program.clusters, program.seconds, program.servers, true, program.json);
                case "--clusters" -> {
                    while (i + 1 < arguments.size() && !arguments.get(i + 1).startsWith("--")) {
                        clusters.add(number(name, arguments.get(++i), 0, 2000));
                    }
                }
                case "--seconds", "--servers" -> {
                    String value = i + 1 < arguments.size() ? arguments.get(++i) : "";
                    program = program.with(name, value);
                }
                default -> throw new Surroundings.Unusable(USAGE);
            }
        }
        return clusters.isEmpty()
                ? program
                : program.of(clusters.stream().sorted().toList());
    }

    private WatchProgram with(String name, String value) {
        return name.equals("--seconds")
                ? new WatchProgram(clusters, number(name, value, 1, 86_400), servers, ownSsh, json)
                : new WatchProgram(clusters, seconds, number(name, value, 1, 9), ownSsh, json);
    }

    private WatchProgram of(List<Integer> counts) {
        return new WatchProgram(counts, seconds, servers, ownSsh, json);
    }

    private WatchProgram json(boolean wanted) {
        return new WatchProgram(clusters, seconds, servers, ownSsh, wanted);
    }

    private static int number(String name, String value, int least, int most) {
        if (!value.matches("\\d{1,6}") || Integer.parseInt(value) < least || Integer.parseInt(value) > most) {
            throw new Surroundings.Unusable(name + " takes a number from " + least + " to " + most + ", not " + value);
        }
        return Integer.parseInt(value);
    }

    int run(Surroundings surroundings) {
        WatchMeasure measure = new WatchMeasure(
                HttpClient.newHttpClient(),
                surroundings.worker().resolve("/metrics"),
                surroundings.process("worker"),
                surroundings.process("temporal"));
        try (Instances instances = surroundings.instances();
                WatchBench bench =
                        new WatchBench(instances.client(), measure, ownSsh, line -> System.err.println("  " + line))) {
            Thread stop = new Thread(bench::close);
            Runtime.getRuntime().addShutdownHook(stop);
            show(bench.run(clusters, real(), Duration.ofSeconds(seconds)));
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private int real() {
        int most = clusters.stream().mapToInt(c -> c).max().orElse(0);
        return servers > 0 ? servers : Math.max(1, (most + SESSIONS - 1) / SESSIONS);
    }

    private void show(List<WatchLoad> loads) {
        System.out.println(json ? line(loads) : table(loads));
    }

    private String table(List<WatchLoad> loads) {
        StringBuilder table = new StringBuilder("Machine: " + Machine.here() + "; CPU in percent of one core\n")
                .append("Three-node clusters, of which ")
                .append(real())
                .append(real() == 1 ? " is" : " are")
                .append(" real: the others are other names for them, with a database session of its own for each name"
                        + " and node, and SSH sessions ")
                .append(ownSsh ? "likewise" : "that they share")
                .append("\n\n")
                .append(WatchLoad.HEAD);
        loads.forEach(load -> table.append(load.row()).append('\n'));
        return table.toString();
    }

    private String line(List<WatchLoad> loads) {
        try {
            return JSON.writeValueAsString(Map.of(
                    "bench",
                    "watch",
                    "machine",
                    Machine.here().toString(),
                    "seconds",
                    seconds,
                    "servers",
                    real(),
                    "own_ssh",
                    ownSsh,
                    "loads",
                    loads.stream().map(WatchLoad::json).toList()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("numbers and strings are JSON", e);
        }
    }
}
