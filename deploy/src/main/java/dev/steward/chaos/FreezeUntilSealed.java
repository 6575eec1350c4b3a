package dev.steward.chaos;

import dev.steward.lab.Inside;
import dev.steward.lab.LabMachine;
import dev.steward.tour.Guide;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The leader stands still until every standby has been asked to seal itself, and goes on at that very moment: the worst
 * one there is, since it knows nothing of what was decided, and all its connections are there.
 */
public record FreezeUntilSealed() implements Fault {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Override
    public String told() {
        return "the leader frozen until the standbys are sealed";
    }

    @Override
    public Mending strike(Scene scene) {
        List<LabMachine> leader = scene.cast(Who.LEADER);
        List<Inside> standbys =
                scene.cast(Who.STANDBYS).stream().map(Inside::new).toList();
        List<Integer> before = standbys.stream().map(FreezeUntilSealed::epoch).toList();
        leader.forEach(scene.lab()::freeze);
        boolean sealed = Guide.watchFor(
                        LIMIT,
                        () -> Optional.of(standbys)
                                .filter(all -> all.stream().allMatch(s -> epoch(s) > before.get(all.indexOf(s)))))
                .isPresent();
        leader.forEach(scene.lab()::thaw);
        scene.note(sealed ? "the standbys have been asked to seal themselves; the leader wakes" : "nobody sealed");
        return Mending.NONE;
    }

    private static int epoch(Inside node) {
        return Integer.parseInt(node.shell("cut -d ' ' -f 1 /etc/steward/epoch").strip());
    }
}
