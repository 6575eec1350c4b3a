package dev.steward.machines;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name by which a rented thing is ordered, found again and given back, whether or not the answer to its order was
 * ever seen. It follows from cluster and node, never from an attempt.
 *
 * @param owner for whom it is rented
 * @param node the node it is for
 * @param incarnation counts deliberate replacements of it, from 0
 */
public record Label(Owner owner, String node, int incarnation) {

    /** The name of what deliberately replaces this. */
    public Label next() {
        return new Label(owner, node, incarnation + 1);
    }

    /**
     * Reads what {@link #name} wrote.
     *
     * @return null when it is something else, or another owner's
     */
    public static @Nullable Label read(Owner owner, String installation, String name) {
        Matcher parts = Pattern.compile("steward-([0-9a-f]{16})-([a-z0-9]+)-([0-9]{1,6})")
                .matcher(name);
        return parts.matches() && parts.group(1).equals(owner.key(installation))
                ? new Label(owner, parts.group(2), Integer.parseInt(parts.group(3)))
                : null;
    }

    /** A name of letters, digits and dashes, at most 63 characters, unique within the infrastructure. */
    public String name(String installation) {
        return "steward-" + owner.key(installation) + "-" + node + "-" + incarnation;
    }
}
