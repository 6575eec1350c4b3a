package dev.steward.machines.ec2;

import dev.steward.machines.Admission;
import dev.steward.machines.Leftover;
import dev.steward.machines.Mishap;
import dev.steward.machines.NetworkOrder;
import dev.steward.machines.Owner;
import dev.steward.machines.Rental;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.PlacementGroup;
import software.amazon.awssdk.services.ec2.model.PlacementStrategy;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/**
 * A cluster's network is a security group, which lets in its members, the control plane and clients; its machines are
 * kept on different hosts by a placement group, of which an account has few: a single machine needs none.
 */
record SecurityGroups(Ec2Settings settings, Ec2 ec2, Tags tags) implements Rental.NetworkRental {

    private static final String EVERY_KIND = "-1";

    @Override
    public void create(NetworkOrder order) {
        String name = tags.names().of(order.owner());
        if (find(order.owner()).isEmpty()) {
            make(order.owner(), name);
        }
        SecurityGroup group = Ec2.SETTLING.await("security group " + name, () -> find(order.owner()));
        admit(group, Admission.all(group.groupId(), settings.terms(), order));
        if (order.addresses() > 1) {
            ec2.make(
                    "create placement group " + name,
                    c -> c.createPlacementGroup(r -> r.groupName(name)
                            .strategy(PlacementStrategy.SPREAD)
                            .tagSpecifications(tags.on(ResourceType.PLACEMENT_GROUP, order.owner()))));
        }
    }

    private void make(Owner owner, String name) {
        String vpc = ec2.subnets(settings.subnets()).getFirst().vpcId();
        ec2.make(
                "create security group " + name,
                c -> c.createSecurityGroup(r -> r.groupName(name)
                        .description("a cluster of Steward")
                        .vpcId(vpc)
                        .tagSpecifications(tags.on(ResourceType.SECURITY_GROUP, owner))));
    }

    private void admit(SecurityGroup group, Set<Admission> wanted) {
        String id = group.groupId();
        Set<Admission> there = group.ipPermissions().stream()
                .flatMap(SecurityGroups::admissions)
                .collect(Collectors.toSet());
        Admission.apply(
                wanted,
                there,
                open -> ec2.make(
                        "open " + id,
                        c -> c.authorizeSecurityGroupIngress(r -> r.groupId(id).ipPermissions(permission(open)))),
                close -> ec2.giveBack(
                        "close " + id,
                        c -> c.revokeSecurityGroupIngress(r -> r.groupId(id).ipPermissions(permission(close)))));
    }

    private static IpPermission permission(Admission admission) {
        IpPermission.Builder permission = admission.isOfEveryKind()
                ? IpPermission.builder().ipProtocol(EVERY_KIND)
                : IpPermission.builder()
                        .ipProtocol("tcp")
                        .fromPort(admission.firstPort())
                        .toPort(65_535);
        return admission.isRange()
                ? permission.ipRanges(r -> r.cidrIp(admission.source())).build()
                : permission
                        .userIdGroupPairs(p -> p.groupId(admission.source()))
                        .build();
    }

    /** EC2 tells all sources of the same ports as one. */
    private static Stream<Admission> admissions(IpPermission permission) {
        int port = permission.ipProtocol().equals(EVERY_KIND) ? 0 : permission.fromPort();
        return Stream.concat(
                        permission.userIdGroupPairs().stream().map(UserIdGroupPair::groupId),
                        permission.ipRanges().stream().map(IpRange::cidrIp))
                .map(source -> new Admission(source, port));
    }

    /** The id of a cluster's. */
    String require(Owner owner) {
        return find(owner)
                .map(SecurityGroup::groupId)
                .orElseThrow(() -> Mishap.noNetwork("there is no security group of " + owner));
    }

    /** The placement group, if its machines are to be spread. */
    Optional<String> spread(Owner owner) {
        return spreads(named(owner)).map(PlacementGroup::groupName).findFirst();
    }

    @Override
    public void delete(Owner owner) {
        spread(owner)
                .ifPresent(name ->
                        ec2.giveBack("delete spreading " + name, c -> c.deletePlacementGroup(r -> r.groupName(name))));
        find(owner)
                .map(SecurityGroup::groupId)
                .ifPresent(id ->
                        ec2.giveBack("delete security group " + id, c -> c.deleteSecurityGroup(r -> r.groupId(id))));
    }

    @Override
    public Stream<Leftover> leftovers(Optional<Owner> whose) {
        return Stream.concat(
                groups(tags.of(whose)).map(g -> tags.leftover("network", g.groupId(), g.tags())),
                spreads(tags.of(whose)).map(g -> tags.leftover("spreading", g.groupName(), g.tags())));
    }

    private Optional<SecurityGroup> find(Owner owner) {
        return groups(named(owner)).findFirst();
    }

    private List<Filter> named(Owner owner) {
        return List.of(Tags.filter("group-name", tags.names().of(owner)));
    }

    private Stream<SecurityGroup> groups(List<Filter> filters) {
        return ec2.list(
                "look up security groups",
                c -> c.describeSecurityGroupsPaginator(r -> r.filters(filters)).securityGroups());
    }

    private Stream<PlacementGroup> spreads(List<Filter> filters) {
        return ec2
                .ask("look up placement groups", c -> c.describePlacementGroups(r -> r.filters(filters)))
                .placementGroups()
                .stream();
    }
}
