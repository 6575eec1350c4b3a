package dev.steward.machines.openstack;

import dev.steward.machines.Admission;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.openstack4j.model.network.SecurityGroup;
import org.openstack4j.model.network.SecurityGroupRule;
import org.openstack4j.model.network.builder.NetSecurityGroupRuleBuilder;
import org.openstack4j.openstack.networking.domain.NeutronSecurityGroupRule;

/** The rules of a security group: each admits one. */
record Rules(Cloud cloud) {

    void become(SecurityGroup group, Set<Admission> wanted) {
        Map<Admission, String> there = group.getRules().stream()
                .filter(rule -> "ingress".equals(rule.getDirection()))
                .collect(Collectors.toMap(Rules::admission, SecurityGroupRule::getId, (one, same) -> one));
        Admission.apply(
                wanted, there.keySet(), one -> open(group.getId(), one), one -> close(String.valueOf(there.get(one))));
    }

    private static Admission admission(SecurityGroupRule rule) {
        String source = rule.getRemoteGroupId() == null ? rule.getRemoteIpPrefix() : rule.getRemoteGroupId();
        Integer port = rule.getPortRangeMin();
        return new Admission(String.valueOf(source), port == null ? 0 : port);
    }

    private void open(String group, Admission admission) {
        NetSecurityGroupRuleBuilder rule = NeutronSecurityGroupRule.builder()
                .securityGroupId(group)
                .direction("ingress")
                .ethertype("IPv4");
        if (!admission.isOfEveryKind()) {
            rule.protocol("tcp").portRangeMin(admission.firstPort()).portRangeMax(65_535);
        }
        SecurityGroupRule open = admission.isRange()
                ? rule.remoteIpPrefix(admission.source()).build()
                : rule.remoteGroupId(admission.source()).build();
        cloud.ask("open " + group, c -> c.networking().securityrule().create(open));
    }

    private void close(String rule) {
        cloud.look("delete rule " + rule, c -> {
            c.networking().securityrule().delete(rule);
            return rule;
        });
    }
}
