package dev.steward.chaos;

/**
 * A process of the control plane dies.
 *
 * @param name {@code worker} or {@code temporal}
 */
public record KillDaemon(String name) implements Fault {

    @Override
    public String told() {
        return "kill -9 of " + name;
    }

    @Override
    public Mending strike(Scene scene) {
        scene.daemon(name).kill();
        return () -> scene.daemon(name).start();
    }
}
