package dev.steward.cluster;

import dev.steward.cluster.Observation.Follower;
import dev.steward.cluster.Observation.Leads;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What rounds of asking gave to be concerned about, beside what they say of health. Pure and immutable. What a round
 * does not show stays as it was.
 */
final class Concerns {

    /** The disk's share in use from which on it is nearly full, in percent; below the second one it is so no more. */
    private static final int FULL = 90;

    private static final int ROOMY = 85;

    private final Map<NodeName, Trail> trails;
    private final Map<NodeName, Disk> disks;

    private record Disk(int used, boolean nearlyFull) {}

    private Concerns(Map<NodeName, Trail> trails, Map<NodeName, Disk> disks) {
        this.trails = Map.copyOf(trails);
        this.disks = Map.copyOf(disks);
    }

    static Concerns none() {
        return new Concerns(Map.of(), Map.of());
    }

    Concerns after(Round round, NodeName leader) {
        Map<NodeName, Disk> nowDisks = new HashMap<>(disks);
        round.disksUsed().forEach((node, used) -> nowDisks.put(node, disk(disks.get(node), used)));
        return new Concerns(
                round.answers().get(leader) instanceof Leads leads ? follow(round, leads) : trails, nowDisks);
    }

    /** Only of those that stream: one that does not has another trouble. */
    private Map<NodeName, Trail> follow(Round round, Leads leads) {
        Map<NodeName, Trail> now = new HashMap<>();
        for (Follower follower : leads.followers()) {
            Trail before = trails.get(follower.node());
            now.put(
                    follower.node(),
                    before == null
                            ? Trail.begin(round.at(), leads.wrote(), follower)
                            : before.next(round.at(), leads.wrote(), follower));
        }
        return now;
    }

    private static Disk disk(@Nullable Disk before, int used) {
        return new Disk(used, used >= FULL || (before != null && before.nearlyFull && used >= ROOMY));
    }

    Set<Concern> of(NodeName node) {
        Set<Concern> concerns = EnumSet.noneOf(Concern.class);
        Trail trail = trails.get(node);
        if (trail != null && trail.lagging()) {
            concerns.add(Concern.LAGGING);
        }
        Disk disk = disks.get(node);
        if (disk != null && disk.nearlyFull) {
            concerns.add(Concern.DISK_NEARLY_FULL);
        }
        return concerns;
    }

    /** How far a standby is behind, as its leader last saw it. */
    Optional<Lag> lag(NodeName node) {
        return Optional.ofNullable(trails.get(node)).map(Trail::lag);
    }

    /** What was measured, of each concern; empty when there is none. */
    String evidence(NodeName node) {
        Trail trail = trails.get(node);
        Disk disk = disks.get(node);
        return (trail != null && trail.lagging() ? "; " + trail.lag() : "")
                + (disk != null && disk.nearlyFull ? "; its disk is " + disk.used + " % full" : "");
    }
}
