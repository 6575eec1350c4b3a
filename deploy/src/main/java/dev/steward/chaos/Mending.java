package dev.steward.chaos;

import dev.steward.lab.Command;
import java.util.Collection;
import java.util.function.Consumer;

/** How what was broken is made whole again. Does nothing where Steward has put something new in its place. */
@FunctionalInterface
public interface Mending {

    /** What stays broken until Steward repairs it. */
    Mending NONE = () -> {};

    void mend();

    /** Mends each of several, whether or not another one can be: one may be gone, and the others are not. */
    static <T> Mending each(Scene scene, Collection<T> broken, Consumer<T> act) {
        return () -> broken.forEach(one -> {
            try {
                act.accept(one);
            } catch (Command.Failed e) {
                scene.note("nothing to mend any more: " + e.getMessage());
            }
        });
    }
}
