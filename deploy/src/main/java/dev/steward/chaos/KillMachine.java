package dev.steward.chaos;

/** A power cut. */
public record KillMachine(Who who) implements Fault {

    @Override
    public String told() {
        return "power cut of " + who;
    }

    @Override
    public Mending strike(Scene scene) {
        scene.lab().killMachines(scene.cast(who));
        return Mending.NONE;
    }
}
