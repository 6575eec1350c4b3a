package dev.steward.machines;

import io.temporal.activity.ActivityInterface;
import java.util.List;

/**
 * The door to an infrastructure. Each implementation serves the task queue named after it.
 *
 * <p>Every call may be repeated, also at the same time and after its answer was lost: it is known by its {@link Label}
 * or {@link Owner}, and does what is still to be done. Giving back what does not exist succeeds. Errors are
 * {@link dev.steward.trouble.Trouble}s: UNAVAILABLE, NO_CAPACITY, MISCONFIGURED or IMPOSSIBLE.
 */
@ActivityInterface(namePrefix = "Machines.")
public interface Machines {

    /** Makes the network of a cluster: its machines reach each other and we them; no other cluster's machine does. */
    void createNetwork(NetworkOrder order);

    /** Removes it, once its addresses are released. */
    void deleteNetwork(Owner owner);

    /** Reserves an address in the cluster's network until it is released. */
    Address reserveAddress(AddressOrder order);

    void releaseAddress(Label address);

    /** Makes an empty disk. */
    Disk createDisk(DiskOrder order);

    /** Destroys a disk and all that is on it. It must not be attached to a machine that runs. */
    void deleteDisk(Label disk);

    /** Makes a machine with this address and disk and switches it on. Answers before the machine has booted. */
    Machine start(MachineOrder order);

    /** Switches a machine off, at once and hard. Returns only when it is certain that it runs no more. */
    void powerOff(Label machine);

    /** Switches a machine off hard and on again. Returns before it has booted. */
    void reboot(Label machine);

    /** Switches a machine off and gives it back. Its address and its disk stay. */
    void destroy(Label machine);

    MachineStatus status(Label machine);

    /** Everything of this installation that exists now. */
    List<Leftover> leftovers();
}
