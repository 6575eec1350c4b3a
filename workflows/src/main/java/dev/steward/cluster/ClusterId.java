package dev.steward.cluster;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.steward.machines.Owner;

/** Names a cluster: the platform's service instance id, any string of 1 to 255 characters. */
public record ClusterId(@JsonValue String value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ClusterId {
        if (!isOne(value)) {
            throw new IllegalArgumentException("an instance id has 1 to 255 characters");
        }
    }

    /** Whether a cluster may be called so. */
    public static boolean isOne(String value) {
        return !value.isEmpty() && value.length() <= 255;
    }

    public Owner owner() {
        return new Owner(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
