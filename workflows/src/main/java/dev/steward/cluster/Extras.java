package dev.steward.cluster;

import java.util.List;

/**
 * What is asked of the data service beside its settings.
 *
 * @param extensions what is added to it, by name
 * @param allowedCidrs from where clients may connect, as {@code 10.0.0.0/8} or {@code fd00::/8}; empty: from everywhere
 */
public record Extras(List<String> extensions, List<String> allowedCidrs) {

    public static final Extras NONE = new Extras(List.of(), List.of());

    public Extras {
        extensions = List.copyOf(extensions);
        allowedCidrs = List.copyOf(allowedCidrs);
    }
}
