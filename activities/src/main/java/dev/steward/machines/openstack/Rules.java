package dev.steward.machines.openstack;

import dev.steward.machines.Admission;
import io.temporal.failure.ApplicationFailure;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.openstack4j.model.network.SecurityGroupRule;
import org.openstack4j.model.network.builder.NetSecurityGroupRuleBuilder;
import org.openstack4j.openstack.networking.domain.NeutronSecurityGroupRule;

/** The rules of a security group: each admits one. */
record Rules(Cloud cloud) {

    void become(String group, Set<Admission> wanted) {
        Map<Admission, String> there = there(group);
        Admission.apply(wanted, there.keySet(), admission -> open(group, admission), admission -> {
            String rule = String.valueOf(there.get(admission));
            cloud.look("delete rule " + rule, c -> {
                c.networking().securityrule().delete(rule);
                return rule;
            });
        });
    }

    /** Who is let in, and by which rule. */
    private Map<Admission, String> there(String group) {
        Map<String, String> filter = Map.of("security_group_id", group, "direction", "ingress");
        Map<Admission, String> there = new HashMap<>();
        cloud.ask(
                        "list the rules of " + group,
                        c -> c.networking().securityrule().list(filter))
                .forEach(rule -> there.put(admission(rule), rule.getId()));
        return there;
    }

    private static Admission admission(SecurityGroupRule rule) {
        String source = rule.getRemoteGroupId() == null ? rule.getRemoteIpPrefix() : rule.getRemoteGroupId();
        Integer port = rule.getPortRangeMin();
        return new Admission(String.valueOf(source), port == null ? 0 : port);
    }

    private static SecurityGroupRule rule(String group, Admission admission) {
        NetSecurityGroupRuleBuilder rule = NeutronSecurityGroupRule.builder()
                .securityGroupId(group)
                .direction("ingress")
                .ethertype("IPv4");
        if (!admission.isOfEveryKind()) {
            rule.protocol("tcp").portRangeMin(admission.firstPort()).portRangeMax(65_535);
        }
        return admission.isRange()
                ? rule.remoteIpPrefix(admission.source()).build()
                : rule.remoteGroupId(admission.source()).build();
    }

    private void open(String group, Admission admission) {
        try {
            cloud.ask("open " + group, c -> c.networking().securityrule().create(rule(group, admission)));
        } catch (ApplicationFailure e) {
            if (!e.getOriginalMessage().contains("already exists")) {
                throw e;
            }
        }
    }
}
