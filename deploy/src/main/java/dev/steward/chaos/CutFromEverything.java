package dev.steward.chaos;

import dev.steward.lab.LabMachine;
import dev.steward.lab.Wires;
import java.util.List;

/** Nothing is in reach: packets vanish, and nobody says so. */
public record CutFromEverything(Who who, Wires.Direction direction) implements Fault {

    @Override
    public String told() {
        return who + " cut off from everything (" + direction + ")";
    }

    @Override
    public Mending strike(Scene scene) {
        List<LabMachine> victims = scene.cast(who);
        victims.forEach(v -> new Wires(v).cutAll(direction));
        return Mending.each(scene, victims, v -> new Wires(v).mend());
    }
}
