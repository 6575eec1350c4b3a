package dev.steward.machines.openstack;

import dev.steward.machines.Only;
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
 * @param service of the cloud, that has them
 * @param list lists those that match a filter, a page at a time
 * @param delete gives one back, by its id
 * @param first which of several of one name is kept
 */
record Shelf<S, T>(
        Cloud cloud,
        String kind,
        Function<OSClientV3, S> service,
        BiFunction<S, Map<String, String>, List<? extends T>> list,
        BiFunction<S, String, ActionResponse> delete,
        Function<T, String> id,
        Function<T, String> name,
        Comparator<T> first) {

    private static final String PAGE = "500";

    /** Asks for something that has to be there, or to be made. */
    <R> R ask(String what, Function<S, R> question) {
        return cloud.ask(what, c -> question.apply(service.apply(c)));
    }

    /** Asks about something that may not exist. */
    <R> Optional<R> look(String what, Function<S, R> question) {
        return cloud.look(what, c -> question.apply(service.apply(c)));
    }

    /** Those of a name, the one to keep first. */
    List<T> named(String wanted) {
        return page(Map.of("name", wanted)).stream()
                .<T>map(t -> t)
                .filter(t -> name.apply(t).equals(wanted))
                .sorted(first.thenComparing(id))
                .toList();
    }

    /** The one of a name: found, or made. */
    T one(String wanted, Runnable make) {
        return Only.one(wanted, () -> named(wanted), make, this::remove);
    }

    void remove(T thing) {
        look("delete " + kind + " " + name.apply(thing), s -> delete.apply(s, id.apply(thing)));
    }

    /** Of everybody whose things we can see. */
    Stream<T> all() {
        return Only.<T>all(
                last -> page(last == null ? Map.of("limit", PAGE) : Map.of("limit", PAGE, "marker", id.apply(last))))
                .stream();
    }

    private List<? extends T> page(Map<String, String> filter) {
        return ask("list " + kind + "s", s -> list.apply(s, filter));
    }
}
