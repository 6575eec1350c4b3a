package dev.steward.machines.openstack;

import dev.steward.machines.Label;
import dev.steward.machines.Leftover;
import dev.steward.machines.Owner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The names and tags of what is ours, and how there comes to be one of each name: OpenStack makes as many as it is asked
 * for.
 *
 * @param installation whose they are
 */
record Named(String installation) {

    static final String INSTALLATION = "steward.installation";
    static final String CLUSTER = "steward.cluster";

    private static final int PAGE = 500;
    private static final Object[] BEING_MADE =
            Stream.generate(Object::new).limit(64).toArray();

    /** The name of what a cluster has one of. */
    String of(Owner owner) {
        return prefix() + owner.key(installation);
    }

    /** With what such names begin. */
    String prefix() {
        return "steward-" + installation + "-";
    }

    /** The name of an address: it stays with the node, whichever incarnation of a machine answers at it. */
    String of(Owner owner, String node) {
        return of(new Label(owner, node, 0));
    }

    String of(Label label) {
        return label.name(installation);
    }

    /** Something that carries our tags, by its name. */
    Leftover leftover(String kind, String id, String name, Map<String, String> tags) {
        Owner owner = new Owner(String.valueOf(tags.get(CLUSTER)));
        return new Leftover(kind, id, owner, Label.read(owner, installation, String.valueOf(name)));
    }

    Map<String, String> tags(Owner owner) {
        return Map.of(INSTALLATION, installation, CLUSTER, owner.cluster());
    }

    /** A filter of Nova, which takes a regular expression. */
    static Map<String, String> exactly(String name) {
        return Map.of("name", "^" + name + "$");
    }

    /**
     * The one of a name: found, or made. Whoever makes one looks again, since another may have been made meanwhile, by
     * somebody else or by an order whose answer never came; all keep the same one, and the others go.
     *
     * @param find what there is of this name, the one to keep first
     */
    static <T> T one(String name, Supplier<List<T>> find, Runnable make, Consumer<T> remove) {
        synchronized (BEING_MADE[Math.floorMod(name.hashCode(), BEING_MADE.length)]) {
            if (find.get().isEmpty()) {
                make.run();
            }
            List<T> all = find.get();
            all.stream().skip(1).forEach(remove);
            return all.stream()
                    .findFirst()
                    .orElseThrow(() -> Errors.trouble("look for " + name, 404, "it is not listed yet")
                            .failure());
        }
    }

    /** All pages of a list, each beginning after the last thing of the one before. */
    static <T> List<T> all(Function<Map<String, String>, List<? extends T>> page, Function<T, String> id) {
        List<T> all = new ArrayList<>();
        List<? extends T> next = page.apply(Map.of("limit", Integer.toString(PAGE)));
        while (!next.isEmpty()) {
            all.addAll(next);
            next = page.apply(Map.of("limit", Integer.toString(PAGE), "marker", id.apply(next.getLast())));
        }
        return all;
    }
}
