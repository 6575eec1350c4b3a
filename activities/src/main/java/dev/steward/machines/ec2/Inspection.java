package dev.steward.machines.ec2;

import dev.steward.machines.Inspected;
import dev.steward.machines.Prerequisite;
import dev.steward.machines.Survey;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;

/** Looks whether what was configured exists, and whether machines may be made of it. */
record Inspection(Ec2Settings settings, Ec2 ec2) implements Inspected {

    @Override
    public List<Prerequisite> inspect() {
        return new Survey()
                .look("subnets " + settings.subnets(), "name others, or have them made", this::hasSubnets)
                .look(
                        "image " + settings.image(),
                        "make it by deploy/image/cloud and import it: deploy/docs/ec2.md",
                        this::hasImage)
                .look("instance types " + settings.types(), "name those of this region", this::hasTypes)
                .look("the right to start machines", "deploy/docs/ec2.md lists all rights", this::mayStart)
                .seen();
    }

    private boolean hasSubnets() {
        return ec2.subnets(settings.subnets()).size() == settings.subnets().size();
    }

    private boolean hasImage() {
        return ec2.answer("look up the image", c -> c.describeImages(r -> r.imageIds(settings.image())))
                .filter(found -> !found.images().isEmpty())
                .isPresent();
    }

    private boolean hasTypes() {
        return Instances.types(ec2, settings)
                .map(InstanceTypeInfo::instanceTypeAsString)
                .toList()
                .containsAll(settings.types());
    }

    /** EC2 says whether it would have done it. */
    private boolean mayStart() {
        ec2.dryRun(
                "start a machine",
                c -> c.runInstances(r -> r.imageId(settings.image())
                        .instanceType(settings.types().getFirst())
                        .subnetId(settings.subnets().getFirst())
                        .minCount(1)
                        .maxCount(1)
                        .dryRun(true)));
        return true;
    }
}
