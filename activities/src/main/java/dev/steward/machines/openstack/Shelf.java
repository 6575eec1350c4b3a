package dev.steward.machines.openstack;

import dev.steward.machines.Leftover;
import dev.steward.machines.Names;
import dev.steward.machines.Only;
import dev.steward.machines.Owner;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.openstack4j.api.OSClient.OSClientV3;
import org.openstack4j.model.common.ActionResponse;

/**
 * The things of one kind.
 *
 * @param kind what they are, for the operator
 * @param list lists those that match a filter, a page at a time
 * @param delete gives one back, by its id
 * @param first which of several of one name is kept
 */
record Shelf<T>(
        Cloud cloud,
        String kind,
        BiFunction<OSClientV3, Map<String, String>, List<? extends T>> list,
        BiFunction<OSClientV3, String, ActionResponse> delete,
        Function<T, String> id,
        Function<T, String> name,
        Comparator<T> first) {

    private static final String PAGE = "500";

    /** Those of a name, the one to keep first. */
    List<T> named(String wanted) {
        return page(Map.of("name", wanted)).stream()
                .<T>map(t -> t)
                .filter(t -> name.apply(t).equals(wanted))
                .sorted(first.thenComparing(id))
                .toList();
    }

    /** The one of a name: found, or made. */
    T one(String wanted, Function<OSClientV3, ?> make) {
        return Only.one(
                wanted, () -> named(wanted), () -> cloud.ask("create " + kind + " " + wanted, make), this::remove);
    }

    void remove(T thing) {
        cloud.look("delete " + kind + " " + name.apply(thing), c -> delete.apply(c, id.apply(thing)));
    }

    /** Of everybody whose things we can see. */
    Stream<T> all() {
        return Only.<T>all(
                last -> page(last == null ? Map.of("limit", PAGE) : Map.of("limit", PAGE, "marker", id.apply(last))))
                .stream();
    }

    /** Those that carry our tags. */
    Stream<Leftover> leftovers(Names names, Optional<Owner> whose, Function<T, Map<String, String>> tags) {
        return all().filter(t ->
                        tags.apply(t).entrySet().containsAll(names.tags(whose).entrySet()))
                .map(t -> names.leftover(kind, id.apply(t), name.apply(t), tags.apply(t)));
    }

    private List<? extends T> page(Map<String, String> filter) {
        return cloud.ask("list " + kind + "s", c -> list.apply(c, filter));
    }
}
