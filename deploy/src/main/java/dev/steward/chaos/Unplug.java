package dev.steward.chaos;

import dev.steward.lab.LabMachine;
import dev.steward.lab.Wires;
import java.util.HashMap;
import java.util.Map;

/** A machine's network interface goes away: it notices, unlike with a cut. */
public record Unplug(Who who) implements Fault {

    @Override
    public String told() {
        return who + " unplugged from its network";
    }

    @Override
    public Mending strike(Scene scene) {
        Map<LabMachine, String> networks = new HashMap<>();
        scene.cast(who).forEach(m -> networks.put(m, new Wires(m).unplug()));
        return Mending.each(scene, networks.entrySet(), e -> new Wires(e.getKey()).plug(e.getValue()));
    }
}
