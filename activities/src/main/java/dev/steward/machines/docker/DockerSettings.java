package dev.steward.machines.docker;

import java.net.URI;

/**
 * Where Docker machines come from.
 *
 * @param installation tells apart several Stewards on one daemon; letters and digits
 * @param host the daemon's address, {@code unix:///var/run/docker.sock}
 * @param image the machine image, a systemd host with sshd and the data service
 * @param subnets the pool from which each cluster's network is taken
 * @param disks the folder on the daemon's host in which disks are files; an absolute path
 * @param authorisedKey our public SSH key, one line in OpenSSH form
 */
public record DockerSettings(
        String installation, URI host, String image, SubnetPool subnets, String disks, String authorisedKey) {}
