package dev.steward.machines;

import java.util.Map;
import java.util.Optional;

/**
 * The names and tags by which we know our own things again, in the same words on every infrastructure.
 *
 * @param installation whose they are
 */
public record Names(String installation) {

    public static final String INSTALLATION = "steward.installation";
    public static final String CLUSTER = "steward.cluster";

    /** What exactly was ordered. */
    public static final String ORDER = "steward.order";

    /** The name of what a cluster has one of. */
    public String of(Owner owner) {
        return "steward-" + owner.key(installation);
    }

    public String of(Label label) {
        return label.name(installation);
    }

    /** What everything of a cluster carries. */
    public Map<String, String> tags(Owner owner) {
        return Map.of(INSTALLATION, installation, CLUSTER, owner.cluster());
    }

    /** The same for something that is recognised by its order. */
    public Map<String, String> tags(Owner owner, String order) {
        return Map.of(INSTALLATION, installation, CLUSTER, owner.cluster(), ORDER, order);
    }

    /** The same for what is asked for: a cluster's, or everything of ours. */
    public Map<String, String> tags(Optional<Owner> whose) {
        return whose.map(this::tags).orElse(Map.of(INSTALLATION, installation));
    }

    /** Something that carries our tags. */
    public Leftover leftover(String kind, String id, String name, Map<String, String> tags) {
        return leftover(kind, id, name, new Owner(tags.getOrDefault(CLUSTER, "")));
    }

    /** Something of ours that has no room for tags. */
    public Leftover leftover(String kind, String id, String name, Owner owner) {
        return new Leftover(kind, id, owner, Label.read(owner, installation, name));
    }
}
