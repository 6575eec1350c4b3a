package dev.steward.machines.openstack;

import dev.steward.machines.Address;
import dev.steward.machines.Label;
import dev.steward.machines.Leftover;
import dev.steward.machines.NetworkOrder;
import dev.steward.machines.Owner;
import dev.steward.trouble.Trouble;
import io.temporal.failure.ApplicationFailure;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.openstack4j.api.Builders;
import org.openstack4j.model.compute.ServerGroup;
import org.openstack4j.model.network.Network;
import org.openstack4j.model.network.Port;
import org.openstack4j.model.network.SecurityGroup;
import org.openstack4j.model.network.builder.NetSecurityGroupRuleBuilder;
import org.openstack4j.model.network.builder.PortBuilder;
import org.openstack4j.openstack.networking.domain.NeutronSecurityGroup;
import org.openstack4j.openstack.networking.domain.NeutronSecurityGroupRule;

/**
 * What a cluster has of the network: a security group that lets its members to each other, and us and those who are
 * allowed to them; a server group that keeps its machines apart; an address for each node, which is a port.
 */
final class Networks {

    private final OpenstackSettings settings;
    private final Named named;
    private final Cloud cloud;

    Networks(OpenstackSettings settings, Named named, Cloud cloud) {
        this.settings = settings;
        this.named = named;
        this.cloud = cloud;
    }

    void create(NetworkOrder order) {
        String name = named.of(order.owner());
        SecurityGroup group = Named.one(
                name,
                () -> groups(name),
                () -> cloud.ask(
                        "create security group " + name,
                        c -> c.networking()
                                .securitygroup()
                                .create(NeutronSecurityGroup.builder()
                                        .name(name)
                                        .description(order.owner().cluster())
                                        .build())),
                this::remove);
        admit(group.getId(), rule(group.getId()).remoteGroupId(group.getId()));
        Stream.concat(settings.workers().stream(), settings.allowed().stream())
                .distinct()
                .forEach(cidr ->
                        admit(group.getId(), rule(group.getId()).protocol("tcp").remoteIpPrefix(cidr)));
        if (order.addresses() > 1) {
            spread(name);
        }
    }

    private static NetSecurityGroupRuleBuilder rule(String group) {
        return NeutronSecurityGroupRule.builder()
                .securityGroupId(group)
                .direction("ingress")
                .ethertype("IPv4");
    }

    private void admit(String group, NetSecurityGroupRuleBuilder rule) {
        try {
            cloud.ask(
                    "create a rule of security group " + group,
                    c -> c.networking().securityrule().create(rule.build()));
        } catch (ApplicationFailure e) {
            if (!e.getOriginalMessage().contains("already exists")) {
                throw e;
            }
        }
    }

    private void spread(String name) {
        Named.one(
                name,
                () -> serverGroups(name).toList(),
                () -> cloud.ask(
                        "create server group " + name,
                        c -> c.compute().serverGroups().create(name, settings.spread().policy)),
                this::remove);
    }

    /** The server group of a cluster, if its machines are kept apart. */
    Optional<String> serverGroup(Owner owner) {
        return serverGroups(named.of(owner)).map(ServerGroup::getId).findFirst();
    }

    void delete(Owner owner) {
        serverGroups(named.of(owner)).forEach(this::remove);
        groups(named.of(owner)).forEach(this::remove);
    }

    /** An address of this name; the one that a server uses already is preferred. */
    Address address(Label label) {
        return address(label, Optional.empty());
    }

    /** The port of an address, made again as it was if it is gone: the address is known to whoever uses the cluster. */
    String port(Label label, String ip) {
        return address(label, Optional.of(ip)).id();
    }

    private Address address(Label label, Optional<String> ip) {
        String name = named.of(label.owner(), label.node());
        Port port = Named.one(name, () -> ports(name), () -> makePort(name, label, ip), this::remove);
        return new Address(port.getId(), port.getFixedIps().iterator().next().getIpAddress());
    }

    private void makePort(String name, Label label, Optional<String> ip) {
        Network network = network();
        SecurityGroup group = groups(named.of(label.owner())).stream()
                .findFirst()
                .orElseThrow(() -> Trouble.impossible(
                                "The network is missing.", "there is no security group " + named.of(label.owner()))
                        .failure());
        PortBuilder port = Builders.port()
                .name(name)
                .networkId(network.getId())
                .securityGroup(group.getId())
                .adminState(true);
        ip.ifPresent(address -> port.fixedIp(address, null));
        cloud.ask("create port " + name, c -> c.networking().port().create(port.build()));
    }

    Network network() {
        return cloud
                .ask("look for the network", c -> c.networking().network().list(Map.of("name", settings.network())))
                .stream()
                .findFirst()
                .orElseThrow(() -> Trouble.misconfigured(
                                "The infrastructure lacks a network; its operator has to provide it.",
                                "there is no network " + settings.network())
                        .failure());
    }

    void release(Label label) {
        ports(named.of(label.owner(), label.node())).forEach(this::remove);
    }

    private List<? extends SecurityGroup> securityGroups(Map<String, String> filter) {
        return cloud.ask(
                "list security groups", c -> c.networking().securitygroup().list(filter));
    }

    private List<SecurityGroup> groups(String name) {
        return securityGroups(Map.of("name", name)).stream()
                .<SecurityGroup>map(g -> g)
                .sorted(Comparator.comparing(SecurityGroup::getId))
                .toList();
    }

    private Stream<ServerGroup> serverGroups(String name) {
        return cloud.ask("list server groups", c -> c.compute().serverGroups().list()).stream()
                .<ServerGroup>map(g -> g)
                .filter(g -> g.getName().equals(name))
                .sorted(Comparator.comparing(ServerGroup::getId));
    }

    private List<Port> ports(String name) {
        return cloud
                .ask("look for port " + name, c -> c.networking().port().list(Map.of("name", List.of(name))))
                .stream()
                .<Port>map(p -> p)
                .sorted(Comparator.comparing((Port p) -> p.getDeviceId().isEmpty())
                        .thenComparing(Port::getCreatedTime)
                        .thenComparing(Port::getId))
                .toList();
    }

    private void remove(Port port) {
        cloud.look("delete port " + port.getName(), c -> c.networking().port().delete(port.getId()));
    }

    private void remove(SecurityGroup group) {
        cloud.look(
                "delete security group " + group.getName(),
                c -> c.networking().securitygroup().delete(group.getId()));
    }

    private void remove(ServerGroup group) {
        cloud.look(
                "delete server group " + group.getName(),
                c -> c.compute().serverGroups().delete(group.getId()));
    }

    /** Ports and server groups have no tag of their own: they are known by their security group. */
    Stream<Leftover> leftovers() {
        List<SecurityGroup> ours = Named.<SecurityGroup>all(this::securityGroups, SecurityGroup::getId).stream()
                .filter(g -> g.getName().startsWith(named.prefix()))
                .toList();
        Stream<Leftover> groups = ours.stream().map(g -> new Leftover("security group", g.getId(), owner(g)));
        Stream<Leftover> apart = cloud
                .ask("list server groups", c -> c.compute().serverGroups().list())
                .stream()
                .flatMap(s -> ours.stream()
                        .filter(g -> g.getName().equals(s.getName()))
                        .map(g -> new Leftover("server group", s.getId(), owner(g))));
        Stream<Leftover> addresses = Named.<Port>all(this::portPage, Port::getId).stream()
                .flatMap(p -> ours.stream()
                        .filter(g -> p.getSecurityGroups().contains(g.getId()))
                        .map(g -> named.leftover(
                                "port", p.getId(), p.getName(), Map.of(Named.CLUSTER, owner(g).cluster()))));
        return Stream.of(groups, apart, addresses).flatMap(all -> all);
    }

    private List<? extends Port> portPage(Map<String, String> page) {
        Map<String, List<String>> wanted = page.entrySet().stream()
                .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, e -> List.of(e.getValue())));
        return cloud.ask("list ports", c -> c.networking().port().list(wanted));
    }

    private static Owner owner(SecurityGroup group) {
        return new Owner(group.getDescription());
    }
}
