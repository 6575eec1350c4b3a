package dev.steward.machines.docker;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Network;
import com.github.dockerjava.api.model.Network.Ipam;
import dev.steward.machines.Address;
import dev.steward.machines.Leftover;
import dev.steward.machines.Owner;
import dev.steward.trouble.Trouble;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One bridge network per cluster. Docker lets no packet from one bridge to another, so that no machine of one cluster
 * reaches another's. A node's address follows from the network's subnet and the node's number: there is nothing more to
 * reserve, and nothing to release.
 */
final class Networks {

    private final DockerSettings settings;
    private final Docker docker;

    Networks(DockerSettings settings, Docker docker) {
        this.settings = settings;
        this.docker = docker;
    }

    String name(Owner owner) {
        return "steward-" + owner.key(settings.installation());
    }

    /** One at a time: Docker would make two of one name. */
    synchronized void create(Owner owner) {
        if (find(owner).isPresent()) {
            return;
        }
        boolean made = settings.subnets()
                .subnetsFor(owner.key(settings.installation()))
                .anyMatch(subnet -> create(owner, subnet));
        if (!made) {
            throw Trouble.noCapacity("The infrastructure has no network left.", "every subnet of the pool is in use")
                    .failure();
        }
    }

    /** Makes it again, if it is gone, as it was: an address in it is known to whoever uses the cluster. */
    synchronized void require(Owner owner, String ip) {
        if (find(owner).isEmpty() && !create(owner, SubnetPool.subnetOf(ip))) {
            throw Trouble.unavailable(
                            "The network of the instance is gone, and another one has its addresses.",
                            "the subnet of " + ip + " is in use by a network other than " + name(owner))
                    .failure();
        }
    }

    private boolean create(Owner owner, String subnet) {
        return docker.ask("create network " + name(owner), client -> {
            try {
                client.createNetworkCmd()
                        .withName(name(owner))
                        .withCheckDuplicate(true)
                        .withDriver("bridge")
                        .withIpam(new Ipam().withConfig(new Ipam.Config().withSubnet(subnet)))
                        .withLabels(Labels.of(settings.installation(), owner, "network"))
                        .exec();
                return true;
            } catch (DockerException e) {
                if (String.valueOf(e.getMessage()).contains("overlaps")) {
                    return false; // somebody has this subnet
                }
                throw e;
            }
        });
    }

    void delete(Owner owner) {
        find(owner)
                .ifPresent(network -> docker.answer(
                        "remove network " + name(owner),
                        client -> Optional.ofNullable(
                                client.removeNetworkCmd(network.getId()).exec())));
    }

    Address address(Owner owner, int ordinal) {
        String subnet = find(owner)
                .map(n -> Objects.requireNonNull(n.getIpam().getConfig())
                        .getFirst()
                        .getSubnet())
                .orElseThrow(() -> Trouble.impossible("The network is missing.", "there is no network " + name(owner))
                        .failure());
        String ip = SubnetPool.address(subnet, ordinal);
        return new Address(name(owner) + "/" + ip, ip);
    }

    Stream<Leftover> leftovers() {
        return ours().filter(n -> n.getLabels().containsKey(Labels.CLUSTER))
                .map(n -> new Leftover(
                        "network", n.getName(), Labels.owner(n.getLabels()).orElseThrow()));
    }

    private Optional<Network> find(Owner owner) {
        return ours().filter(n -> name(owner).equals(n.getName())).findFirst();
    }

    private Stream<Network> ours() {
        List<Network> all =
                docker.ask("list networks", client -> client.listNetworksCmd().exec());
        return all.stream()
                .filter(n -> settings.installation().equals(n.getLabels().get(Labels.INSTALLATION)));
    }
}
