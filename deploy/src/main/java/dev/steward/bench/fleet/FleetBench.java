package dev.steward.bench.fleet;

import dev.steward.bench.ProcessUse;
import dev.steward.bench.Results;
import dev.steward.bench.Waiting;
import dev.steward.lab.Daemon;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Many instances are made, lived with and troubled, one trouble after the other. */
public final class FleetBench {

    private static final int AT_ONCE = 32;
    static final int RUSH = 50;
    static final String KNOWN = "known to the broker afterwards";
    static final String KNOWN_OF_RUSH = "of the 50 known to the broker afterwards";
    static final String STRUCK = "lost their leader at once";
    static final String LED_AGAIN = "have a leader again";

    private static final int ASKING = 4;
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration CALM = Duration.ofSeconds(20);
    private static final double MIB = 1 << 20;

    private final Customers customers;
    private final FleetWatch watch;
    private final FleetProcesses processes;
    private final TemporalDatabase database;
    private final Daemon broker;
    private final Daemon worker;
    private final Consumer<String> told;
    private final Results results = new Results();
    private final Figures figures = new Figures();

    /**
     * What the benchmark is done with.
     *
     * @param told hears what happens, for people
     */
    public FleetBench(Installation here, Consumer<String> told) {
        customers = new Customers(here.platform(), here.plan());
        watch = here.watch();
        processes = here.processes();
        database = here.database();
        broker = here.broker();
        worker = here.worker();
        this.told = told;
    }

    /**
     * All of it.
     *
     * @param instances how many
     * @param time how long it is measured what they cost while nothing happens, and while they are asked for
     */
    public FleetReport run(int instances, Duration time) {
        List<String> fleet = names("fleet", instances);
        create(fleet);
        Waiting.rest(CALM);
        idle(time);
        customers.ask(fleet, ASKING, PAUSE, time, results);
        told.accept("asked for " + results.of("fetch").count() + " instances");
        List<String> rush = names("rush", RUSH);
        rush(rush);
        int all = instances + RUSH;
        storm(Math.max(1, instances / 100), all);
        restartWorker(all);
        count(KNOWN, fleet);
        count(KNOWN_OF_RUSH, rush);
        return new FleetReport(instances, results, figures);
    }

    private void create(List<String> fleet) {
        long began = System.nanoTime();
        LongAdder turnedAway = new LongAdder();
        Map<String, ProcessUse> before = processes.now();
        Customers.together(fleet, AT_ONCE, instance -> {
            long ordered = System.nanoTime();
            turnedAway.add(customers.order(instance));
            results.of("accepted, of " + AT_ONCE + " at once").add(since(ordered));
            customers.await(instance);
            results.of("made, of " + AT_ONCE + " at once").add(since(ordered));
        });
        Duration creating = since(began);
        figures.add("all created, s", seconds(creating));
        figures.add("load of the machine then, processes", load());
        figures.add("orders turned away and made again", turnedAway.sum());
        figures.add("all watched after, s", seconds(watch.untilAllFine(fleet.size(), PATIENCE, began)));
        told.accept(fleet.size() + " created in " + creating.toSeconds() + " s");
        FleetProcesses.cpu(before, processes.now(), creating)
                .forEach((name, share) -> figures.add("CPU of " + name + " while creating, % of a core", share));
        figures.add("database after that, MiB", database.size() / MIB);
    }

    private void idle(Duration time) {
        watch.collectGarbage(processes.pid("worker"));
        watch.collectGarbage(processes.pid("broker"));
        Map<String, ProcessUse> before = processes.now();
        long size = database.size();
        long written = database.written();
        long began = System.nanoTime();
        Waiting.rest(time);
        Duration between = since(began);
        Map<String, ProcessUse> after = processes.now();
        after.forEach((name, use) -> figures.add("memory of " + name + ", MiB", use.residentMib()));
        FleetProcesses.cpu(before, after, between)
                .forEach((name, share) -> figures.add("CPU of " + name + " at rest, % of a core", share));
        double days = seconds(between) / Duration.ofDays(1).toSeconds();
        figures.add("database growth at rest, MiB a day", (database.size() - size) / MIB / days);
        figures.add("database log at rest, MiB a day", (database.written() - written) / MIB / days);
        watch.collectGarbage(processes.pid("worker"));
        figures.add("live heap of worker, MiB", watch.heap() / MIB);
        told.accept("measured at rest");
    }

    /** Accepted all at once; then the broker dies, before any is made. */
    private void rush(List<String> rush) {
        long began = System.nanoTime();
        LongAdder turnedAway = new LongAdder();
        Customers.together(rush, rush.size(), instance -> {
            turnedAway.add(customers.order(instance));
            results.of("accepted, of 50 at once").add(since(began));
        });
        figures.add("50 at once all accepted after, s", seconds(since(began)));
        figures.add("of the 50 turned away and made again", turnedAway.sum());
        long killed = System.nanoTime();
        broker.kill();
        broker.start();
        Customers.together(rush, 1, instance -> watch.untilAnswered(() -> customers.has(instance), PATIENCE));
        figures.add("the 50 all made, the broker killed meanwhile, after, s", seconds(since(began)));
        told.accept(
                "50 at once: accepted, broker killed, all made " + since(killed).toSeconds() + " s later");
    }

    private void storm(int clusters, int all) {
        List<Duration> times = watch.storm(clusters);
        times.forEach(results.of("without a leader, of " + clusters + " at once")::add);
        figures.add(STRUCK, clusters);
        figures.add(LED_AGAIN, times.size());
        long began = System.nanoTime();
        figures.add("all whole again after, s", seconds(watch.untilAllFine(all, PATIENCE, began)));
        told.accept("storm over " + clusters + " is past");
    }

    private void restartWorker(int all) {
        long killed = System.nanoTime();
        worker.kill();
        worker.start();
        figures.add("worker killed, serves again after, s", seconds(since(killed)));
        figures.add("worker killed, all watched again after, s", seconds(watch.untilAllFine(all, PATIENCE, killed)));
        told.accept("worker killed, and all watched again");
    }

    /** A worker that has just started may keep questions waiting for longer than the broker does. */
    private void count(String name, List<String> instances) {
        Instant end = Instant.now().plus(PATIENCE);
        figures.add(
                name,
                instances.stream()
                        .filter(i -> watch.isAnswered(() -> customers.has(i), Duration.between(Instant.now(), end)))
                        .count());
    }

    private static List<String> names(String prefix, int many) {
        return IntStream.rangeClosed(1, many).mapToObj(n -> prefix + "-" + n).toList();
    }

    /** By it others' work shows, which would be measured too. */
    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }
}
