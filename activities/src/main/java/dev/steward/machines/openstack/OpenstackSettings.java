package dev.steward.machines.openstack;

import dev.steward.machines.SecretFile;
import dev.steward.machines.Terms;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Where OpenStack machines come from.
 *
 * @param terms what is the same on every cloud
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
 */
public record OpenstackSettings(
        Terms terms,
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
        Spread spread) {

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
