package dev.steward.machines;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How there comes to be one of each name where an infrastructure makes as many as it is asked for. */
public final class Only {

    private static final Object[] BEING_MADE =
            Stream.generate(Object::new).limit(64).toArray();

    private Only() {}

    /**
     * Finds or makes the one of a name. Whoever makes one looks again, since another may have been made meanwhile, by
     * somebody else or by an order whose answer never came; all keep the same one, and the others go.
     *
     * @param find what there is of this name, the one to keep first
     */
    public static <T> T one(String name, Supplier<List<T>> find, Runnable make, Consumer<T> remove) {
        synchronized (BEING_MADE[Math.floorMod(name.hashCode(), BEING_MADE.length)]) {
            if (find.get().isEmpty()) {
                make.run();
            }
            List<T> all = find.get();
            all.stream().skip(1).forEach(remove);
            return all.stream()
                    .findFirst()
                    .orElseThrow(() -> Mishap.notReady(name + " was made and is not listed yet")
                            .failure());
        }
    }

    /**
     * All of a list that is told by pages.
     *
     * @param page what comes after this one of the list; after null, its beginning
     */
    public static <T> List<T> all(Function<@Nullable T, List<? extends T>> page) {
        List<T> all = new ArrayList<>();
        List<? extends T> next = page.apply(null);
        while (!next.isEmpty()) {
            all.addAll(next);
            next = page.apply(next.getLast());
        }
        return all;
    }
}
