package dev.steward.machines;

/**
 * How large a machine is.
 *
 * @param cpus virtual processors, more than 0; a fraction is a share of one
 * @param memoryMib memory in MiB, at least 128
 */
public record MachineSize(double cpus, int memoryMib) {
    public MachineSize {
        if (!(cpus > 0) || memoryMib < 128) {
            throw new IllegalArgumentException("a machine has more than 0 cpus and at least 128 MiB of memory");
        }
    }
}
