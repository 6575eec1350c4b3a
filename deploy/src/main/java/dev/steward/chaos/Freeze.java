package dev.steward.chaos;

import dev.steward.lab.LabMachine;
import java.util.List;

/** A machine stands still, with all its connections, and goes on later as if nothing had been. */
public record Freeze(Who who) implements Fault {

    @Override
    public String told() {
        return who + " frozen";
    }

    @Override
    public Mending strike(Scene scene) {
        List<LabMachine> victims = scene.cast(who);
        victims.forEach(scene.lab()::freeze);
        return Mending.each(scene, victims, scene.lab()::thaw);
    }
}
