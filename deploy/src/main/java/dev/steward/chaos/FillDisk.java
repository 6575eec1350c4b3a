package dev.steward.chaos;

import dev.steward.lab.Command;
import dev.steward.lab.Inside;
import dev.steward.lab.LabMachine;
import dev.steward.tour.Guide;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Something takes all the space of the data disk. */
public record FillDisk(Who who) implements Fault {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** PostgreSQL goes on in the log files it has, so these are used up. */
    private static final int SEGMENTS = 12;

    @Override
    public String told() {
        return "the disk of " + who + " full";
    }

    @Override
    public Mending strike(Scene scene) {
        List<LabMachine> victims = scene.cast(who);
        for (LabMachine victim : victims) {
            Inside inside = new Inside(victim);
            inside.fillDisk();
            useUp(scene, inside);
        }
        return Mending.each(scene, victims, v -> empty(scene, v.ip()));
    }

    private static void useUp(Scene scene, Inside inside) {
        try {
            for (int i = 0; i < SEGMENTS; i++) {
                inside.sql("select pg_logical_emit_message(false, 'chaos', 'x'), pg_switch_wal()");
            }
        } catch (Command.Failed e) {
            scene.note("PostgreSQL feels it: " + e.getMessage());
        }
    }

    /** The machine may be another one by now, and not even up: the disk is the same. */
    private static void empty(Scene scene, String ip) {
        if (Guide.watchFor(LIMIT, () -> emptied(scene, ip)).isEmpty()) {
            throw new IllegalStateException("the disk at " + ip + " could not be emptied");
        }
    }

    private static Optional<Boolean> emptied(Scene scene, String ip) {
        for (LabMachine machine : scene.machines()) {
            if (machine.ip().equals(ip) && machine.running()) {
                try {
                    Inside inside = new Inside(machine);
                    inside.run("mountpoint", "-q", "/var/lib/steward");
                    inside.emptyDisk();
                    return Optional.of(true);
                } catch (Command.Failed e) {
                    return Optional.empty(); // it is just booting
                }
            }
        }
        return Optional.empty();
    }
}
