package dev.steward.machines.ec2;

import dev.steward.machines.Prerequisite;
import dev.steward.trouble.Trouble;
import io.temporal.failure.ApplicationFailure;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** Looks whether what was configured exists, and whether machines may be made of it. */
record Inspection(Ec2Settings settings, Ec2 ec2) {

    List<Prerequisite> all() {
        String zones =
                ec2
                        .ask("look up subnets", c -> c.describeSubnets(r -> r.subnetIds(settings.subnets())))
                        .subnets()
                        .stream()
                        .map(Subnet::availabilityZone)
                        .distinct()
                        .toList()
                        .toString();
        return List.of(Prerequisite.met("subnets " + settings.subnets() + " in " + zones), image(), types(), dryRun());
    }

    private Prerequisite image() {
        Optional<Image> found = ec2.answer(
                        "look up the image",
                        c -> c.describeImages(r -> r.imageIds(settings.image())).images())
                .flatMap(images -> images.stream().findFirst());
        return found.map(i -> Prerequisite.met("image " + settings.image() + " (" + i.name() + ")"))
                .orElseGet(() -> Prerequisite.missing(
                        "image " + settings.image(),
                        "make it by deploy/image/cloud and import it: deploy/docs/ec2.md"));
    }

    private Prerequisite types() {
        List<String> found = ec2
                .ask(
                        "look up instance types",
                        c -> c.describeInstanceTypes(r -> r.instanceTypesWithStrings(settings.types())))
                .instanceTypes()
                .stream()
                .map(InstanceTypeInfo::instanceTypeAsString)
                .toList();
        return found.containsAll(settings.types())
                ? Prerequisite.met("instance types " + found)
                : Prerequisite.missing(
                        "instance types " + settings.types(), "there are only " + found + " in this region");
    }

    /** EC2 says whether it would have done it. */
    private Prerequisite dryRun() {
        try {
            ec2.dryRun(
                    "start a machine",
                    c -> c.runInstances(r -> r.imageId(settings.image())
                            .instanceType(settings.types().getFirst())
                            .subnetId(settings.subnets().getFirst())
                            .minCount(1)
                            .maxCount(1)
                            .dryRun(true)));
            return Prerequisite.met("the right to start machines");
        } catch (ApplicationFailure e) {
            return Prerequisite.missing(
                    "the right to start machines", Trouble.of(e).forOperator());
        }
    }
}
