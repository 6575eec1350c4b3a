package dev.steward.machines;

/**
 * What is rented for a cluster, whoever it is for.
 *
 * @param nodes how many machines, each with a disk and an address, at least 1
 * @param size of each machine
 * @param diskGib size of each disk, in GiB, at least 1
 * @param edition of the software on the machines; empty when none is named
 */
public record Holding(int nodes, MachineSize size, int diskGib, String edition) {
    public Holding {
        if (nodes < 1 || diskGib < 1) {
            throw new IllegalArgumentException("at least one machine with a disk of at least 1 GiB is rented");
        }
    }

    /** How many machines, in words. */
    public String machines() {
        return nodes == 1 ? "1 machine" : nodes + " machines";
    }
}
