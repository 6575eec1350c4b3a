package dev.steward.cluster;

import dev.steward.machines.Address;
import dev.steward.machines.Disk;
import dev.steward.machines.Machine;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A member of a cluster: a name, an address and a disk that stay, and the machine that carries them now.
 *
 * @param name its name, for good
 * @param address stays for good
 * @param disk outlives machines
 * @param machine the machine now
 * @param hostKey the machine's SSH host key, made on it; one line in OpenSSH form
 * @param fenced false while it may still believe to be the leader of an older epoch: nobody has confirmed that it stopped
 * @param repairs how many repairs have failed since it was last fine
 * @param repairAfter when the next repair may begin, if one has failed
 */
public record Node(
        NodeName name,
        Address address,
        Disk disk,
        Machine machine,
        String hostKey,
        boolean fenced,
        int repairs,
        @Nullable Instant repairAfter) {

    /** A node that has just been made. */
    public static Node of(NodeName name, Address address, Disk disk, Machine machine, String hostKey) {
        return new Node(name, address, disk, machine, hostKey, true, 0, null);
    }

    /** The old leader, at a take-over. */
    public Node unfenced() {
        return new Node(name, address, disk, machine, hostKey, false, repairs, repairAfter);
    }

    /** Repaired, by a machine that may be another than before. */
    public Node repaired(Disk nowDisk, Machine nowMachine, String nowHostKey) {
        return new Node(name, address, nowDisk, nowMachine, nowHostKey, true, 0, null);
    }

    /** A repair of it has failed; the next one may begin later. */
    public Node repairFailed(Instant notBefore, boolean nowFenced) {
        return new Node(name, address, disk, machine, hostKey, fenced || nowFenced, repairs + 1, notBefore);
    }
}
