package dev.steward.machines.docker;

import dev.steward.machines.Label;
import dev.steward.machines.Leftover;
import dev.steward.machines.Owner;
import java.util.Map;
import java.util.Optional;

/** By what we know our own things again. */
final class Labels {

    static final String INSTALLATION = "steward.installation";
    static final String CLUSTER = "steward.cluster";
    static final String KIND = "steward.kind";
    static final String DISK = "steward.disk";

    private Labels() {}

    static Map<String, String> of(String installation, Owner owner, String kind) {
        return Map.of(INSTALLATION, installation, CLUSTER, owner.cluster(), KIND, kind);
    }

    /** Something by its name. */
    static Leftover leftover(String kind, String name, Owner owner, String installation) {
        return new Leftover(kind, name, owner, Label.read(owner, installation, name));
    }

    static Optional<Owner> owner(Map<String, String> labels) {
        return Optional.ofNullable(labels.get(CLUSTER)).map(Owner::new);
    }
}
