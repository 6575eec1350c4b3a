package dev.steward.cluster;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Counts the leaderships of a cluster, from 1. Raised, durably, before anything is done about a new leader. */
public record Epoch(@JsonValue long value) implements Comparable<Epoch> {

    public static final Epoch FIRST = new Epoch(1);

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Epoch {
        if (value < 1) {
            throw new IllegalArgumentException("epochs count from 1");
        }
    }

    public Epoch next() {
        return new Epoch(value + 1);
    }

    @Override
    public int compareTo(Epoch other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
