package dev.steward.machines.openstack;

import dev.steward.machines.Admission;
import dev.steward.machines.Leftover;
import dev.steward.machines.Mishap;
import dev.steward.machines.Names;
import dev.steward.machines.NetworkOrder;
import dev.steward.machines.Owner;
import dev.steward.machines.Rental;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.openstack4j.model.compute.ServerGroup;
import org.openstack4j.model.network.SecurityGroup;
import org.openstack4j.openstack.networking.domain.NeutronSecurityGroup;

/**
 * A cluster's network is a security group in the network of all, which lets in its members, us and its clients; its
 * machines are kept apart by a server group.
 */
record Networks(
        OpenstackSettings settings, Names names, Rules rules, Shelf<SecurityGroup> groups, Shelf<ServerGroup> apart)
        implements Rental.NetworkRental {

    static Networks of(OpenstackSettings settings, Names names, Cloud cloud) {
        Shelf<SecurityGroup> groups = new Shelf<>(
                cloud,
                "security group",
                (c, filter) -> c.networking().securitygroup().list(filter),
                (c, id) -> c.networking().securitygroup().delete(id),
                SecurityGroup::getId,
                SecurityGroup::getName,
                Comparator.comparing(SecurityGroup::getId));
        Shelf<ServerGroup> apart = new Shelf<>(
                cloud,
                "server group",
                (c, page) -> page.containsKey("marker") // all of them are on the first page
                        ? List.of()
                        : c.compute().serverGroups().list(),
                (c, id) -> c.compute().serverGroups().delete(id),
                ServerGroup::getId,
                ServerGroup::getName,
                Comparator.comparing(ServerGroup::getId));
        return new Networks(settings, names, new Rules(cloud), groups, apart);
    }

    @Override
    public void create(NetworkOrder order) {
        String name = names.of(order.owner());
        SecurityGroup group = NeutronSecurityGroup.builder()
                .name(name)
                .description(order.owner().cluster())
                .build();
        SecurityGroup made =
                groups.one(name, c -> c.networking().securitygroup().create(group));
        rules.become(made, Admission.all(made.getId(), settings.terms(), order));
        if (order.addresses() > 1) {
            apart.one(name, c -> c.compute().serverGroups().create(name, settings.spread().policy));
        }
    }

    /** The id of a cluster's security group. */
    String require(Owner owner) {
        return groups.named(names.of(owner)).stream()
                .findFirst()
                .map(SecurityGroup::getId)
                .orElseThrow(() -> Mishap.noNetwork("there is no security group " + names.of(owner)));
    }

    /** The server group of a cluster, if its machines are kept apart. */
    Optional<String> serverGroup(Owner owner) {
        return apart.named(names.of(owner)).stream().findFirst().map(ServerGroup::getId);
    }

    @Override
    public void delete(Owner owner) {
        apart.named(names.of(owner)).forEach(apart::remove);
        groups.named(names.of(owner)).forEach(groups::remove);
    }

    /** A server group has no tag of its own: it has the name of a security group. */
    @Override
    public Stream<Leftover> leftovers(Optional<Owner> whose) {
        List<SecurityGroup> ours = ours(whose).toList();
        return Stream.concat(
                ours.stream().map(g -> new Leftover(groups.kind(), g.getId(), owner(g))),
                apart.all()
                        .flatMap(s -> ours.stream()
                                .filter(g -> g.getName().equals(s.getName()))
                                .map(g -> new Leftover(apart.kind(), s.getId(), owner(g)))));
    }

    /** Security groups have a description instead of tags: the cluster. */
    Stream<SecurityGroup> ours(Optional<Owner> whose) {
        return groups.all()
                .filter(g -> g.getName().equals(names.of(owner(g))))
                .filter(g -> whose.map(owner(g)::equals).orElse(true));
    }

    static Owner owner(SecurityGroup group) {
        return new Owner(String.valueOf(group.getDescription()));
    }
}
