package dev.steward.machines;

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

    /** A name of letters, digits and dashes, at most 63 characters, unique within the infrastructure. */
    public String name(String installation) {
        return "steward-" + owner.key(installation) + "-" + node + "-" + incarnation;
    }
}
