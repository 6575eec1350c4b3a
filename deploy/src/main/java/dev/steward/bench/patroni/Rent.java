package dev.steward.bench.patroni;

import dev.steward.machines.MachineSize;
import dev.steward.machines.docker.DockerSettings;

/**
 * Where the machines come from, and how large they are: as those of Steward's own plan, by the same infrastructure.
 *
 * @param docker the infrastructure's settings; their installation is not Steward's, which would look after them
 * @param sshKey a private key for SSH in OpenSSH form
 * @param size of each machine
 * @param diskGib of each machine's disk, in GiB
 */
public record Rent(DockerSettings docker, String sshKey, MachineSize size, int diskGib) {
    @Override
    public String toString() {
        return "Rent[" + size + ", " + diskGib + " GiB]";
    }
}
