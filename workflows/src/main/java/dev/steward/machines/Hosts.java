package dev.steward.machines;

import io.temporal.activity.ActivityInterface;

/**
 * First contact with a machine, the same on every infrastructure. Served on the infrastructure's task queue: only there
 * its machines can be reached.
 */
@ActivityInterface(namePrefix = "Hosts.")
public interface Hosts {

    /** Makes a host key for a machine that is to be started. Each call makes another one. */
    HostKey issueHostKey();

    /**
     * Waits until the machine at this address answers SSH with the key it was born with, and has it make a host key of
     * its own, the only one it goes by from the next connection on.
     *
     * @return the new public key, one line in OpenSSH form
     * @throws io.temporal.failure.ApplicationFailure UNAVAILABLE when it does not answer within a minute; IMPOSSIBLE
     *     when another host key answers: somebody else is at this address
     */
    String adopt(Address address, HostKey bornWith);

    /** Whether the machine at this address answers SSH with this host key within two seconds. */
    boolean answers(Address address, String hostKey);

    /**
     * Waits until the machine at this address answers SSH with this host key.
     *
     * @throws io.temporal.failure.ApplicationFailure UNAVAILABLE when it does not within a minute; IMPOSSIBLE when another
     *     host key answers
     */
    void awaitAnswer(Address address, String hostKey);
}
