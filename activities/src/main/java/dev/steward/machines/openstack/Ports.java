package dev.steward.machines.openstack;

import dev.steward.machines.Address;
import dev.steward.machines.AddressOrder;
import dev.steward.machines.Label;
import dev.steward.machines.Leftover;
import dev.steward.machines.Mishap;
import dev.steward.machines.Names;
import dev.steward.machines.Owner;
import dev.steward.machines.Rental;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openstack4j.api.Builders;
import org.openstack4j.model.network.Network;
import org.openstack4j.model.network.Port;
import org.openstack4j.model.network.builder.PortBuilder;

/** A node's address is a port, which stays with the node, whichever incarnation of a machine answers at it. */
record Ports(OpenstackSettings settings, Names names, Cloud cloud, Networks networks, Shelf<Port> shelf)
        implements Rental.AddressRental {

    static Shelf<Port> shelf(Cloud cloud) {
        return new Shelf<>(
                cloud,
                "port",
                (c, filter) -> c.networking().port().list(severally(filter)),
                (c, id) -> c.networking().port().delete(id),
                Port::getId,
                Port::getName,
                Comparator.comparing((Port p) -> p.getDeviceId().isEmpty()).thenComparing(Port::getCreatedTime));
    }

    private static Map<String, List<String>> severally(Map<String, String> filter) {
        return filter.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, e -> List.of(e.getValue())));
    }

    @Override
    public Address reserve(AddressOrder order) {
        Port port = port(order.label(), Optional.empty());
        return new Address(port.getId(), port.getFixedIps().iterator().next().getIpAddress());
    }

    /** The id of an address' port, made again as it was if it is gone: the address is known to the cluster's users. */
    String require(Label label, Address address) {
        return port(label, Optional.of(address.ip())).getId();
    }

    private Port port(Label label, Optional<String> ip) {
        PortBuilder port = Builders.port()
                .name(name(label))
                .networkId(network().getId())
                .securityGroup(networks.require(label.owner()))
                .adminState(true);
        ip.ifPresent(address -> port.fixedIp(address, null));
        return shelf.one(name(label), c -> c.networking().port().create(port.build()));
    }

    private String name(Label label) {
        return names.of(new Label(label.owner(), label.node(), 0));
    }

    /** The one of which all have their addresses. */
    Network network() {
        return cloud
                .ask("look for the network", c -> c.networking().network().list(Map.of("name", settings.network())))
                .stream()
                .findFirst()
                .orElseThrow(() -> Mishap.missing("network " + settings.network()));
    }

    @Override
    public void release(Label label) {
        shelf.named(name(label)).forEach(shelf::remove);
    }

    /** Ports have no tag of their own: they are known by their security group. */
    @Override
    public Stream<Leftover> leftovers(Optional<Owner> whose) {
        Map<String, Owner> owners = networks.ours(whose).collect(Collectors.toMap(g -> g.getId(), Networks::owner));
        return shelf.all()
                .flatMap(p -> p.getSecurityGroups().stream()
                        .flatMap(group -> Stream.ofNullable(owners.get(group)))
                        .map(owner -> names.leftover(shelf.kind(), p.getId(), p.getName(), owner)));
    }
}
