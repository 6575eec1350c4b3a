package dev.steward.chaos;

import static dev.steward.chaos.Strike.at;
import static dev.steward.chaos.Who.EVERYBODY;
import static dev.steward.chaos.Who.LEADER;
import static dev.steward.chaos.Who.LEADER_AND_STANDBY;
import static dev.steward.chaos.Who.STANDBY;
import static dev.steward.chaos.Who.STANDBYS;
import static dev.steward.lab.Wires.Direction.BOTH;
import static dev.steward.lab.Wires.Direction.IN;
import static dev.steward.lab.Wires.Direction.OUT;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Every episode there is, with its chances drawn. */
public final class Catalogue {

    private static final List<String> BOTH_DRIVERS = List.of("libpq", "pgjdbc");

    /** What can't happen here, and why. */
    public static final Map<String, String> IMPOSSIBLE = Map.of(
            "clock-jump",
            "containers have no real-time clock of their own (Linux has time namespaces for the monotonic and the"
                    + " boot clock only), and a wrapper around PostgreSQL's would not jump the kernel's time-outs");

    private final RandomGenerator random;

    public Catalogue(RandomGenerator random) {
        this.random = random;
    }

    /** In the order of their danger, the tamest first. */
    public List<Episode> all() {
        List<Episode> all = new ArrayList<>(processesAndMachines());
        all.addAll(standstills());
        all.addAll(partitions());
        all.addAll(controlPlane());
        all.addAll(disks());
        all.addAll(replay());
        all.addAll(names());
        all.addAll(several());
        return all;
    }

    /**
     * A leader's machine that stands still for 2 s, a worker that dies and a Temporal that dies, each once a minute, 20 s apart:
     * nothing of which is a reason to take over.
     *
     * @param minutes for how long, from 1
     */
    public static Episode soak(int minutes) {
        List<Strike> strikes = new ArrayList<>();
        for (long minute = 0; minute < minutes; minute++) {
            strikes.add(at(minute * 60_000, new Freeze(LEADER)).lasting(2_000));
            strikes.add(at(minute * 60_000 + 20_000, new KillDaemon("worker")).lasting(500));
            strikes.add(at(minute * 60_000 + 40_000, new KillDaemon("temporal")).lasting(500));
        }
        return new Episode("soak of " + minutes + " min", strikes, true);
    }

    private List<Episode> processesAndMachines() {
        return List.of(
                Episode.of("postmaster-killed", at(0, new KillPostmaster(LEADER))),
                Episode.of("machine-killed", at(0, new KillMachine(LEADER))),
                Episode.calm("standby-killed", at(0, new KillMachine(STANDBY))),
                Episode.calm("standby-postmaster-killed", at(0, new KillPostmaster(STANDBY))),
                Episode.calm("standbys-killed", at(0, new KillMachine(STANDBYS))),
                Episode.of("leader-and-standby-killed", at(0, new KillMachine(LEADER_AND_STANDBY))),
                Episode.of("everybody-killed", at(0, new KillPostmaster(EVERYBODY))));
    }

    private List<Episode> standstills() {
        return List.of(
                Episode.of("frozen", at(0, new Freeze(LEADER)).lasting(30_000)),
                Episode.of("frozen-briefly", at(0, new Freeze(LEADER)).lasting(2_000)),
                Episode.of("frozen-into-take-over", at(0, new Freeze(LEADER)).lasting(between(3_000, 9_000))),
                Episode.of("frozen-until-sealed", at(0, new FreezeUntilSealed())),
                deceived(),
                Episode.calm("standby-frozen", at(0, new Freeze(STANDBY)).lasting(10_000)));
    }

    /**
     * The old leader wakes when everything has been decided against it, its applications are still there, and a tenant
     * keeps the standbys from doing what the start-up process is told. Only what is done in the kernel holds.
     */
    static Episode deceived() {
        return Episode.of(
                "old-leader-wakes",
                at(0, new HoldUpReplay()).lasting(16_000),
                at(500, new CutFromHost(List.of("libpq"))).lasting(12_000),
                at(700, new FreezeUntilSealed()));
    }

    private List<Episode> partitions() {
        return List.of(
                Episode.of(
                        "cut-from-standbys",
                        at(0, new CutFromPeers(LEADER, BOTH)).lasting(30_000)),
                Episode.of(
                        "not-heard-by-standbys",
                        at(0, new CutFromPeers(LEADER, OUT)).lasting(15_000)),
                Episode.of(
                        "not-hearing-standbys",
                        at(0, new CutFromPeers(LEADER, IN)).lasting(15_000)),
                Episode.calm(
                        "cut-from-control-plane",
                        at(0, new CutFromHost(BOTH_DRIVERS)).lasting(15_000)),
                Episode.of(
                        "cut-from-everything",
                        at(0, new CutFromEverything(LEADER, BOTH)).lasting(20_000)),
                Episode.of(
                        "hears-nothing",
                        at(0, new CutFromEverything(LEADER, IN)).lasting(20_000)),
                Episode.of(
                        "is-not-heard",
                        at(0, new CutFromEverything(LEADER, OUT)).lasting(20_000)),
                Episode.of("unplugged", at(0, new Unplug(LEADER)).lasting(20_000)),
                Episode.calm(
                        "standby-cut-off",
                        at(0, new CutFromEverything(STANDBY, BOTH)).lasting(15_000)));
    }

    private List<Episode> controlPlane() {
        return List.of(
                Episode.calm("worker-killed", at(0, new KillDaemon("worker")).lasting(3_000)),
                Episode.of(
                        "worker-killed-while-postmaster-dies",
                        at(0, new KillPostmaster(LEADER)),
                        at(between(0, 1_800), new KillDaemon("worker")).lasting(500)),
                Episode.of(
                        "worker-killed-while-machine-dies",
                        at(0, new KillMachine(LEADER)),
                        at(between(3_000, 6_500), new KillDaemon("worker")).lasting(500)),
                Episode.calm(
                        "temporal-killed", at(0, new KillDaemon("temporal")).lasting(60_000)),
                Episode.of(
                        "temporal-killed-while-postmaster-dies",
                        at(0, new KillPostmaster(LEADER)),
                        at(between(0, 1_500), new KillDaemon("temporal")).lasting(10_000)));
    }

    private List<Episode> disks() {
        return List.of(
                Episode.of("disk-full", at(0, new FillDisk(LEADER)).lasting(20_000)),
                Episode.of("disk-slow", at(0, new SlowDisk(LEADER, 20)).lasting(15_000)));
    }

    private List<Episode> replay() {
        return List.of(
                Episode.of(
                        "replay-held-up-postmaster-killed",
                        at(0, new HoldUpReplay()).lasting(40_000),
                        at(1_000, new KillPostmaster(LEADER))),
                Episode.of(
                        "replay-held-up-machine-killed",
                        at(0, new HoldUpReplay()).lasting(40_000),
                        at(1_000, new KillMachine(LEADER))));
    }

    private List<Episode> names() {
        return List.of(
                Episode.of(
                        "checkpointers-stopped-postmaster-killed",
                        at(0, new StopCheckpointer(EVERYBODY)).lasting(20_000),
                        at(500, new KillPostmaster(LEADER))),
                Episode.of(
                        "checkpointer-stopped-standby-killed",
                        at(0, new StopCheckpointer(LEADER)).lasting(20_000),
                        at(500, new KillMachine(STANDBY))),
                Episode.of(
                        "checkpointer-stopped-standbys-killed",
                        at(0, new StopCheckpointer(LEADER)).lasting(25_000),
                        at(500, new KillMachine(STANDBYS))),
                Episode.of(
                        "checkpointer-stopped-while-unprotected",
                        at(0, new StopCheckpointer(LEADER)).lasting(45_000),
                        at(500, new CutFromPeers(LEADER, BOTH)).lasting(30_000)),
                Episode.of(
                        "postmaster-killed-after-unprotected",
                        at(0, new CutFromPeers(LEADER, BOTH)).lasting(25_000),
                        at(between(24_000, 34_000), new KillPostmaster(LEADER))));
    }

    private List<Episode> several() {
        return List.of(Episode.of("two-failures", at(0, mishap()), at(between(100, 1_500), mishap())), sequence());
    }

    /** Several things at random, over half a minute; what has an end ends. */
    private Episode sequence() {
        List<Strike> strikes = new ArrayList<>();
        int many = (int) between(3, 6);
        for (int i = 0; i < many; i++) {
            strikes.add(at(between(0, 30_000), anything()).lasting(between(1_000, 10_000)));
        }
        return new Episode("random", strikes, false);
    }

    private Fault mishap() {
        return pick(List.of(
                new KillPostmaster(LEADER),
                new KillPostmaster(STANDBY),
                new KillMachine(LEADER),
                new KillMachine(STANDBY)));
    }

    private Fault anything() {
        return pick(List.of(
                new KillPostmaster(LEADER),
                new KillPostmaster(STANDBY),
                new KillMachine(LEADER),
                new KillMachine(STANDBY),
                new Freeze(LEADER),
                new Freeze(STANDBY),
                new CutFromPeers(LEADER, pick(List.of(BOTH, IN, OUT))),
                new CutFromEverything(LEADER, pick(List.of(BOTH, IN, OUT))),
                new CutFromHost(BOTH_DRIVERS),
                new StopCheckpointer(EVERYBODY),
                new KillDaemon("worker"),
                new KillDaemon("temporal")));
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private long between(long least, long most) {
        return random.nextLong(least, most);
    }
}
