package dev.steward.cluster;

import dev.steward.machines.Address;
import dev.steward.machines.Disk;
import dev.steward.machines.Label;
import dev.steward.machines.Machine;
import java.time.Duration;
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
 * @param lostSince since when it does not do its part; null while it does
 * @param repairs how many repairs have failed since it was last fine, for some minutes
 * @param repairAfter when the next repair may begin, if one has failed
 * @param outfit what it is fitted out with; null when it was never noted
 */
public record Node(
        NodeName name,
        Address address,
        Disk disk,
        Machine machine,
        String hostKey,
        boolean fenced,
        @Nullable Instant lostSince,
        int repairs,
        @Nullable Instant repairAfter,
        @Nullable Outfit outfit) {

    /** One that was fine for so long, after a repair that failed, is not suspected more than any other. */
    private static final Duration MEMORY = Duration.ofMinutes(10);

    /** A node that has just been made. */
    public static Node of(NodeName name, Address address, Disk disk, Machine machine, String hostKey) {
        return new Node(name, address, disk, machine, hostKey, true, null, 0, null, null);
    }

    /**
     * One that is to be, of which there is nothing yet but its address. It is missed like one whose machine and disk are
     * lost, and made as such a one is brought back.
     *
     * @param label of the machine and the disk that it never had
     * @param since when it is missed
     */
    public static Node wanted(NodeName name, Address address, Label label, Instant since) {
        return new Node(name, address, new Disk(label, "", 0), new Machine(label, ""), "", true, since, 0, null, null);
    }

    /** Whether it was ever made. */
    public boolean exists() {
        return !hostKey.isEmpty();
    }

    /** The old leader, at a take-over. */
    public Node unfenced() {
        return new Node(name, address, disk, machine, hostKey, false, lostSince, repairs, repairAfter, outfit);
    }

    /** It is certain that it has stopped. */
    public Node stopped() {
        return new Node(name, address, disk, machine, hostKey, true, lostSince, repairs, repairAfter, outfit);
    }

    /** It has stopped for certain, so that what waited for its next start is in force from then on. */
    public Node off() {
        Node off = stopped();
        return outfit == null ? off : off.fitted(outfit.restarted());
    }

    /** It does not do its part, since then at the latest. How it was repaired when it was last lost, long ago, says nothing. */
    public Node lost(Instant at) {
        if (lostSince != null) {
            return this;
        }
        boolean remembered = repairAfter == null || at.isBefore(repairAfter.plus(MEMORY));
        return remembered
                ? new Node(name, address, disk, machine, hostKey, fenced, at, repairs, repairAfter, outfit)
                : new Node(name, address, disk, machine, hostKey, fenced, at, 0, null, outfit);
    }

    /** It does its part; one that was never made has none. */
    public Node found() {
        return !exists()
                ? this
                : new Node(name, address, disk, machine, hostKey, fenced, null, repairs, repairAfter, outfit);
    }

    /**
     * Repaired, by a machine and a disk that may be others than before.
     *
     * @param prepared for what the machine was prepared anew; null when it was not
     */
    public Node repaired(Disk nowDisk, Machine nowMachine, String nowHostKey, @Nullable Outfit prepared) {
        Outfit now = prepared == null ? outfit : prepared;
        if (prepared != null && outfit != null && machine.equals(nowMachine)) {
            now = outfit.onTermsOf(prepared, false);
        }
        return new Node(name, address, nowDisk, nowMachine, nowHostKey, true, null, 0, null, now);
    }

    /** A repair of it has failed; the next one may begin later, by stronger means. */
    public Node repairFailed(Instant notBefore) {
        return new Node(name, address, disk, machine, hostKey, fenced, lostSince, repairs + 1, notBefore, outfit);
    }

    /** A repair of it came to nothing for a reason that lies elsewhere; the next one may begin later. */
    public Node repairPaused(Instant notBefore) {
        return new Node(name, address, disk, machine, hostKey, fenced, lostSince, repairs, notBefore, outfit);
    }

    /** Fitted out with this. */
    public Node fitted(Outfit now) {
        return new Node(name, address, disk, machine, hostKey, fenced, lostSince, repairs, repairAfter, now);
    }
}
