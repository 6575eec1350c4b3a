package dev.steward.chaos;

import dev.steward.lab.Command;
import dev.steward.lab.DiskSpeed;
import dev.steward.lab.LabMachine;
import java.util.List;
import java.util.Optional;

/**
 * The data disk takes few writes a second.
 *
 * @param writes how many
 */
public record SlowDisk(Who who, int writes) implements Fault {

    @Override
    public String told() {
        return "the disk of " + who + " takes " + writes + " writes a second";
    }

    @Override
    public Mending strike(Scene scene) {
        List<Optional<DiskSpeed>> disks =
                scene.cast(who).stream().map((LabMachine m) -> DiskSpeed.of(m)).toList();
        if (disks.stream().anyMatch(Optional::isEmpty)) {
            throw new Command.Failed("this host can't slow down a container's disk");
        }
        disks.forEach(d -> d.orElseThrow().limit(writes));
        return Mending.each(scene, disks, d -> d.orElseThrow().free());
    }
}
