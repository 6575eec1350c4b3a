package dev.steward.chaos;

/** PostgreSQL dies and has no time for anything. */
public record KillPostmaster(Who who) implements Fault {

    @Override
    public String told() {
        return "kill -9 of the postmaster of " + who;
    }

    @Override
    public Mending strike(Scene scene) {
        scene.cast(who).forEach(scene.lab()::killDatabase);
        return Mending.NONE;
    }
}
