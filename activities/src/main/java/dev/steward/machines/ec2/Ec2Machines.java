package dev.steward.machines.ec2;

import dev.steward.machines.Names;
import dev.steward.machines.Rental;

/** EC2 as an infrastructure: see {@code deploy/docs/ec2.md}. */
public final class Ec2Machines {

    private Ec2Machines() {}

    public static Rental rental(Ec2Settings settings) {
        Ec2 ec2 = new Ec2(settings);
        Tags tags = new Tags(new Names(settings.terms().installation()));
        SecurityGroups groups = new SecurityGroups(settings, ec2, tags);
        Interfaces interfaces = new Interfaces(settings, ec2, tags, groups);
        Volumes volumes = new Volumes(ec2, tags, interfaces);
        Instances instances = new Instances(settings, ec2, tags, groups);
        return Rental.ofCloud(groups, interfaces, volumes, instances, new Inspection(settings, ec2));
    }
}
