package dev.steward.worker;

import dev.steward.machines.Inspected;
import dev.steward.machines.Machines;

/**
 * An infrastructure that is plugged in.
 *
 * @param machines the door to it
 * @param inspected to look whether everything is ready behind it
 */
public record Infrastructure(Machines machines, Inspected inspected) {

    public static <T extends Machines & Inspected> Infrastructure of(T plugged) {
        return new Infrastructure(plugged, plugged);
    }
}
