package dev.steward.machines.openstack;

import dev.steward.machines.SecretFile;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Where OpenStack machines come from.
 *
 * @param installation tells apart several Stewards in one project; letters and digits
 * @param auth Keystone's address, {@code https://cloud.example:5000/v3}
 * @param login who we are there
 * @param region whose services are used
 * @param proxy the HTTP proxy by which they are reached, if any
 * @param image the name of the machine image
 * @param flavors the names of those that may be used; any, when there is none
 * @param network the name of the network of which machines get their addresses; ours, so that we may choose them
 * @param zones where servers are put, node by node; anywhere, when there is none
 * @param volumeZones the same for volumes
 * @param volumeType the type of volumes; the cloud's default, when there is none
 * @param spread whether no two machines of a cluster may be on one host
 * @param workers the CIDRs from which workers come: they reach all of a machine's TCP ports
 * @param allowed the CIDRs from which applications come: they reach its TCP ports above 1023
 * @param authorisedKey our public SSH key, one line in OpenSSH form
 */
public record OpenstackSettings(
        String installation,
        URI auth,
        Login login,
        String region,
        Optional<URI> proxy,
        String image,
        List<String> flavors,
        String network,
        List<String> zones,
        List<String> volumeZones,
        Optional<String> volumeType,
        Spread spread,
        List<String> workers,
        List<String> allowed,
        String authorisedKey) {

    /** Who we are. */
    public sealed interface Login {

        SecretFile secret();

        /** By name and password, for a project. */
        record Password(String user, String userDomain, String project, String projectDomain, SecretFile secret)
                implements Login {}

        /** By an application credential, which knows its project. */
        record ApplicationCredential(String id, SecretFile secret) implements Login {}
    }

    /** How machines of a cluster keep away from each other. */
    public enum Spread {
        /** One that finds no host of its own is not made. */
        HARD("anti-affinity"),
        /** One that finds no host of its own shares one. */
        SOFT("soft-anti-affinity");

        final String policy;

        Spread(String policy) {
            this.policy = policy;
        }
    }
}
