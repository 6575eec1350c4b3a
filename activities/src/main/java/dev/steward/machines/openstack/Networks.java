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
import org.openstack4j.api.compute.ServerGroupService;
import org.openstack4j.api.networking.SecurityGroupService;
import org.openstack4j.model.compute.ServerGroup;
import org.openstack4j.model.network.SecurityGroup;
import org.openstack4j.openstack.networking.domain.NeutronSecurityGroup;

/**
 * A cluster's network is a security group in the network of all, which lets in its members, us and its clients; its
 * machines are kept apart by a server group.
 */
record Networks(
        OpenstackSettings settings,
        Names names,
        Rules rules,
        Shelf<SecurityGroupService, SecurityGroup> groups,
        Shelf<ServerGroupService, ServerGroup> apart)
        implements Rental.NetworkRental {

    static Networks of(OpenstackSettings settings, Names names, Cloud cloud) {
        Shelf<SecurityGroupService, SecurityGroup> groups = new Shelf<>(
                cloud,
                "security group",
                c -> c.networking().securitygroup(),
                SecurityGroupService::list,
                SecurityGroupService::delete,
                SecurityGroup::getId,
                SecurityGroup::getName,
                Comparator.comparing(SecurityGroup::getId));
        Shelf<ServerGroupService, ServerGroup> apart = new Shelf<>(
                cloud,
                "server group",
                c -> c.compute().serverGroups(),
                (s, page) -> page.containsKey("marker") ? List.of() : s.list(), // all of them are on the first
                ServerGroupService::delete,
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
        String id = groups.one(name, () -> groups.ask("create security group " + name, s -> s.create(group)))
                .getId();
        rules.become(id, Admission.all(id, settings.workers(), settings.allowed(), order));
        if (order.addresses() > 1) {
            String policy = settings.spread().policy;
            apart.one(name, () -> apart.ask("create server group " + name, s -> s.create(name, policy)));
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
