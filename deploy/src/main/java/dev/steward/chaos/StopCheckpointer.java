package dev.steward.chaos;

import dev.steward.lab.Inside;
import dev.steward.lab.LabMachine;
import java.util.List;

/** The process that makes a change of the synchronous set true of everybody stands still (rule 2). */
public record StopCheckpointer(Who who) implements Fault {

    @Override
    public String told() {
        return "checkpointer of " + who + " stopped";
    }

    @Override
    public Mending strike(Scene scene) {
        List<LabMachine> victims = scene.cast(who);
        victims.forEach(v -> new Inside(v).signal("STOP", "checkpointer"));
        return Mending.each(scene, victims, v -> new Inside(v).signal("CONT", "checkpointer"));
    }
}
