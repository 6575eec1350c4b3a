package dev.steward.cluster;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names a node within its cluster, for good: {@code n1}, {@code n2}, … It is also its name in PostgreSQL's settings. */
public record NodeName(@JsonValue String value) implements Comparable<NodeName> {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public NodeName {
        if (!value.matches("n[1-9][0-9]?")) {
            throw new IllegalArgumentException("a node's name is n1 to n99, not " + value);
        }
    }

    /**
     * The node with this number.
     *
     * @param ordinal 1 to 99
     */
    public static NodeName of(int ordinal) {
        return new NodeName("n" + ordinal);
    }

    /** Its number, from 1. */
    public int ordinal() {
        return Integer.parseInt(value.substring(1));
    }

    @Override
    public int compareTo(NodeName other) {
        return Integer.compare(ordinal(), other.ordinal());
    }

    @Override
    public String toString() {
        return value;
    }
}
