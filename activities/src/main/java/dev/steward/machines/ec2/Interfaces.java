package dev.steward.machines.ec2;

import dev.steward.machines.Address;
import dev.steward.machines.AddressOrder;
import dev.steward.machines.Deal;
import dev.steward.machines.Label;
import dev.steward.machines.Leftover;
import dev.steward.machines.Mishap;
import dev.steward.machines.Owner;
import dev.steward.machines.Rental;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceStatus;
import software.amazon.awssdk.services.ec2.model.ResourceType;

/** A node's address is a network interface, which outlives machines. Where it is, there is everything else of its node. */
record Interfaces(Ec2Settings settings, Ec2 ec2, Tags tags, SecurityGroups groups) implements Rental.AddressRental {

    @Override
    public Address reserve(AddressOrder order) {
        NetworkInterface reserved = find(tags.of(order.label())).findFirst().orElseGet(() -> make(order.label()));
        return new Address(reserved.networkInterfaceId(), reserved.privateIpAddress());
    }

    private NetworkInterface make(Label label) {
        String group = groups.require(label.owner());
        String subnet = subnet(label);
        return Tokens.once(
                tags.names().of(label) + group + subnet, token -> make(label, group, subnet, token), this::made);
    }

    private String make(Label label, String group, String subnet, String token) {
        return ec2.ask(
                "reserve an address for " + tags.names().of(label),
                c -> c.createNetworkInterface(r -> r.subnetId(subnet)
                                .groups(group)
                                .description(tags.names().of(label))
                                .clientToken(token)
                                .tagSpecifications(tags.on(ResourceType.NETWORK_INTERFACE, label, token)))
                        .networkInterface()
                        .networkInterfaceId());
    }

    private Optional<NetworkInterface> made(String id) {
        return Ec2.SETTLING.seek(
                () -> find(List.of(Tags.filter("network-interface-id", id))).findFirst());
    }

    /** Different subnets are in different zones. */
    private String subnet(Label label) {
        return Deal.of(settings.subnets(), label).orElseThrow();
    }

    /** The availability zone of a node. */
    String zone(Label label) {
        return find(tags.of(Optional.of(label.owner())))
                .filter(i -> label.node().equals(Tags.read(i.tagSet()).get(Tags.NODE)))
                .map(NetworkInterface::availabilityZone)
                .findFirst()
                .orElseGet(() -> ec2.subnets(List.of(subnet(label))).getFirst().availabilityZone());
    }

    @Override
    public void release(Label label) {
        find(tags.of(label)).forEach(this::delete);
    }

    private void delete(NetworkInterface unused) {
        String id = unused.networkInterfaceId();
        if (unused.status() == NetworkInterfaceStatus.IN_USE) { // EC2 would call the order itself a wrong one
            throw Mishap.notReady(id + " is still in use").failure();
        }
        ec2.giveBack("release " + id, c -> c.deleteNetworkInterface(r -> r.networkInterfaceId(id)));
    }

    @Override
    public Stream<Leftover> leftovers(Optional<Owner> whose) {
        return find(tags.of(whose)).map(i -> tags.leftover("address", i.networkInterfaceId(), i.tagSet()));
    }

    private Stream<NetworkInterface> find(List<Filter> filters) {
        return ec2.list(
                "look up addresses",
                c -> c.describeNetworkInterfacesPaginator(r -> r.filters(filters))
                        .networkInterfaces());
    }
}
