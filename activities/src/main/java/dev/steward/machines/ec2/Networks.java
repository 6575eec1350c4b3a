package dev.steward.machines.ec2;

import dev.steward.machines.Leftover;
import dev.steward.machines.NetworkOrder;
import dev.steward.machines.Owner;
import dev.steward.trouble.Trouble;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.PlacementStrategy;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/**
 * A cluster's network is a security group, which lets in its members, the control plane and applications; its machines
 * are kept on different hosts by a placement group, of which an account has few: a single machine needs none.
 */
final class Networks {

    private static final String ALL = "-1";

    private final Ec2Settings settings;
    private final Ec2 ec2;
    private final Tags tags;

    Networks(Ec2Settings settings, Ec2 ec2) {
        this.settings = settings;
        this.ec2 = ec2;
        tags = new Tags(settings.installation());
    }

    void create(NetworkOrder order) {
        Owner owner = order.owner();
        String name = tags.name(owner);
        if (group(owner).isEmpty()) {
            String vpc = vpc();
            ec2.make(
                    "create security group " + name,
                    c -> c.createSecurityGroup(r -> r.groupName(name)
                            .description("a cluster of Steward")
                            .vpcId(vpc)
                            .tagSpecifications(tags.on(ResourceType.SECURITY_GROUP, owner))));
        }
        String group = Ec2.await("security group " + name, () -> group(owner));
        for (IpPermission permission : permissions(group)) {
            ec2.make(
                    "open " + name,
                    c -> c.authorizeSecurityGroupIngress(r -> r.groupId(group).ipPermissions(permission)));
        }
        if (order.addresses() > 1) {
            ec2.make(
                    "create placement group " + name,
                    c -> c.createPlacementGroup(r -> r.groupName(name)
                            .strategy(PlacementStrategy.SPREAD)
                            .tagSpecifications(tags.on(ResourceType.PLACEMENT_GROUP, owner))));
        }
    }

    private List<IpPermission> permissions(String group) {
        List<IpPermission> all = new ArrayList<>();
        all.add(IpPermission.builder()
                .ipProtocol(ALL)
                .userIdGroupPairs(UserIdGroupPair.builder().groupId(group).build())
                .build());
        for (String cidr : settings.workers()) {
            all.add(from(cidr).ipProtocol(ALL).build());
        }
        for (String cidr : settings.allowed()) {
            all.add(from(cidr).ipProtocol("tcp").fromPort(1024).toPort(65_535).build());
        }
        return all;
    }

    private static IpPermission.Builder from(String cidr) {
        return IpPermission.builder().ipRanges(IpRange.builder().cidrIp(cidr).build());
    }

    private String vpc() {
        return ec2.ask("look up subnets", c -> c.describeSubnets(r -> r.subnetIds(settings.subnets())))
                .subnets()
                .getFirst()
                .vpcId();
    }

    /** Its security group. */
    String require(Owner owner) {
        return group(owner)
                .orElseThrow(() -> Trouble.impossible("The network is missing.", "there is no " + tags.name(owner))
                        .failure());
    }

    /** The placement group, if its machines are to be spread. */
    Optional<String> spread(Owner owner) {
        return ec2.answer(
                        "look up placement group " + tags.name(owner),
                        c -> c.describePlacementGroups(r -> r.groupNames(tags.name(owner)))
                                .placementGroups())
                .filter(found -> !found.isEmpty())
                .map(found -> found.getFirst().groupName());
    }

    void delete(Owner owner) {
        String name = tags.name(owner);
        ec2.answer("delete placement group " + name, c -> c.deletePlacementGroup(r -> r.groupName(name)));
        group(owner)
                .ifPresent(group ->
                        ec2.answer("delete security group " + name, c -> c.deleteSecurityGroup(r -> r.groupId(group))));
    }

    Stream<Leftover> leftovers() {
        Stream<Leftover> groups = groups(tags.ours()).map(g -> tags.leftover("network", g.groupId(), g.tags()));
        Stream<Leftover> spreads = ec2
                .ask("list placement groups", c -> c.describePlacementGroups(r -> r.filters(tags.ours())))
                .placementGroups()
                .stream()
                .map(g -> tags.leftover("spreading", g.groupName(), g.tags()));
        return Stream.concat(groups, spreads);
    }

    private Optional<String> group(Owner owner) {
        return groups(Tags.filter("group-name", tags.name(owner)))
                .map(SecurityGroup::groupId)
                .findFirst();
    }

    private Stream<SecurityGroup> groups(Filter... filters) {
        return ec2
                .list(
                        "look up security groups",
                        c -> c.describeSecurityGroupsPaginator(r -> r.filters(filters))
                                .securityGroups())
                .stream();
    }
}
