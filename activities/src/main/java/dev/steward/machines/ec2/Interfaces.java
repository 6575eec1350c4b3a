package dev.steward.machines.ec2;

import dev.steward.machines.Address;
import dev.steward.machines.Label;
import dev.steward.machines.Leftover;
import dev.steward.machines.Owner;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/** A node's address is a network interface, which outlives machines. Where it is, there is everything else of its node. */
final class Interfaces {

    private final Ec2Settings settings;
    private final Ec2 ec2;
    private final Tags tags;

    Interfaces(Ec2Settings settings, Ec2 ec2) {
        this.settings = settings;
        this.ec2 = ec2;
        tags = new Tags(settings.installation());
    }

    Address reserve(Label label, String group) {
        NetworkInterface reserved = find(tags.of(label)).findFirst().orElseGet(() -> {
            String subnet = subnet(label);
            String id = Tokens.once(
                    tags.name(label) + group + subnet, token -> create(label, group, subnet, token), this::exists);
            return byId(id).orElseThrow();
        });
        return new Address(reserved.networkInterfaceId(), reserved.privateIpAddress());
    }

    private String create(Label label, String group, String subnet, String token) {
        return ec2.ask(
                "reserve an address for " + tags.name(label),
                c -> c.createNetworkInterface(r -> r.subnetId(subnet)
                                .groups(group)
                                .description(tags.name(label))
                                .clientToken(token)
                                .tagSpecifications(tags.on(ResourceType.NETWORK_INTERFACE, label)))
                        .networkInterface()
                        .networkInterfaceId());
    }

    private boolean exists(String id) {
        return Ec2.await("network interface " + id, Ec2.SETTLING, () -> byId(id))
                .isPresent();
    }

    private Optional<NetworkInterface> byId(String id) {
        return ec2.answer(
                "look up network interface " + id,
                c -> c.describeNetworkInterfaces(r -> r.networkInterfaceIds(id))
                        .networkInterfaces()
                        .getFirst());
    }

    /** Neighbouring nodes get neighbouring subnets, which are in different zones. */
    private String subnet(Label label) {
        int first = label.owner().key(settings.installation()).hashCode();
        return settings.subnets()
                .get(Math.floorMod(
                        first + label.node().hashCode(), settings.subnets().size()));
    }

    /** The availability zone of a node. */
    String zone(Label label) {
        return find(tags.ofNode(label))
                .map(NetworkInterface::availabilityZone)
                .findFirst()
                .orElseGet(() -> ec2.ask("look up subnets", c -> c.describeSubnets(r -> r.subnetIds(subnet(label))))
                        .subnets()
                        .getFirst()
                        .availabilityZone());
    }

    /** The machines that have the address now. */
    List<String> users(Label label) {
        return users(tags.of(label));
    }

    /** The machines that have an address of this cluster's now. */
    List<String> users(Owner owner) {
        return users(tags.of(owner));
    }

    private List<String> users(Filter... filters) {
        return find(filters)
                .flatMap(i -> Stream.ofNullable(i.attachment()))
                .flatMap(a -> Stream.ofNullable(a.instanceId()))
                .toList();
    }

    void release(Label label) {
        find(tags.of(label)).forEach(this::delete);
    }

    void releaseAll(Owner owner) {
        find(tags.of(owner)).forEach(this::delete);
    }

    private void delete(NetworkInterface unused) {
        String id = unused.networkInterfaceId();
        ec2.answer("release " + id, c -> c.deleteNetworkInterface(r -> r.networkInterfaceId(id)));
    }

    Stream<Leftover> leftovers() {
        return find(tags.ours()).map(i -> tags.leftover("address", i.networkInterfaceId(), i.tagSet()));
    }

    private Stream<NetworkInterface> find(Filter... filters) {
        return ec2
                .list(
                        "look up addresses",
                        c -> c.describeNetworkInterfacesPaginator(r -> r.filters(filters))
                                .networkInterfaces())
                .stream();
    }
}
