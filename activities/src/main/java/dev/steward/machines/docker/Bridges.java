package dev.steward.machines.docker;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Network;
import com.github.dockerjava.api.model.Network.Ipam;
import dev.steward.machines.Leftover;
import dev.steward.machines.Mishap;
import dev.steward.machines.Names;
import dev.steward.machines.NetworkOrder;
import dev.steward.machines.Owner;
import dev.steward.machines.Rental;
import dev.steward.trouble.Trouble;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One bridge network per cluster. Docker lets no packet from one bridge to another, so that no machine of one cluster
 * reaches another's.
 */
record Bridges(DockerSettings settings, Names names, Docker docker) implements Rental.NetworkRental {

    @Override
    public void create(NetworkOrder order) {
        create(order.owner());
    }

    /** One at a time: Docker would make two of one name. */
    private synchronized void create(Owner owner) {
        if (find(owner).isPresent()) {
            return;
        }
        boolean made = settings.subnets()
                .subnetsFor(owner.key(settings.installation()))
                .anyMatch(subnet -> create(owner, subnet));
        if (!made) {
            throw Mishap.noRoom("every subnet of the pool is in use").failure();
        }
    }

    /** Makes it again, if it is gone, as it was: an address in it is known to whoever uses the cluster. */
    synchronized void require(Owner owner, String ip) {
        if (find(owner).isEmpty() && !create(owner, SubnetPool.subnetOf(ip))) {
            throw Trouble.unavailable(
                            "The network of the instance is gone, and another one has its addresses.",
                            "the subnet of " + ip + " is in use by a network other than " + names.of(owner))
                    .failure();
        }
    }

    private boolean create(Owner owner, String subnet) {
        return docker.ask("create network " + names.of(owner), client -> {
            try {
                client.createNetworkCmd()
                        .withName(names.of(owner))
                        .withCheckDuplicate(true)
                        .withDriver("bridge")
                        .withIpam(new Ipam().withConfig(new Ipam.Config().withSubnet(subnet)))
                        .withLabels(names.tags(owner))
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

    @Override
    public void delete(Owner owner) {
        find(owner)
                .ifPresent(network -> docker.answer(
                        "remove network " + names.of(owner),
                        client -> Optional.ofNullable(
                                client.removeNetworkCmd(network.getId()).exec())));
    }

    /** The subnet of a cluster's network. */
    String subnet(Owner owner) {
        return find(owner)
                .flatMap(network -> Stream.ofNullable(network.getIpam().getConfig())
                        .map(config -> config.getFirst().getSubnet())
                        .findFirst())
                .orElseThrow(() -> Mishap.noNetwork("there is no network " + names.of(owner)));
    }

    @Override
    public Stream<Leftover> leftovers(Optional<Owner> whose) {
        return list(names.tags(whose)).map(n -> names.leftover("network", n.getName(), "", n.getLabels()));
    }

    private Optional<Network> find(Owner owner) {
        return list(names.tags(owner))
                .filter(n -> n.getName().equals(names.of(owner)))
                .findFirst();
    }

    private Stream<Network> list(Map<String, String> labels) {
        return docker.ask("list networks", client -> client.listNetworksCmd().exec()).stream()
                .filter(n -> n.getLabels().entrySet().containsAll(labels.entrySet()));
    }
}
