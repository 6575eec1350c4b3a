package dev.steward.chaos;

import dev.steward.lab.LabMachine;
import dev.steward.lab.Wires;
import java.util.List;

/** The other nodes are out of reach; the control plane and the applications are not. */
public record CutFromPeers(Who who, Wires.Direction direction) implements Fault {

    @Override
    public String told() {
        return who + " cut off from the other nodes (" + direction + ")";
    }

    @Override
    public Mending strike(Scene scene) {
        List<LabMachine> victims = scene.cast(who);
        for (LabMachine victim : victims) {
            List<LabMachine> others = scene.machines().stream()
                    .filter(m -> !m.ip().equals(victim.ip()))
                    .toList();
            new Wires(victim).cut(others, direction);
        }
        return Mending.each(scene, victims, v -> new Wires(v).mend());
    }
}
