package dev.steward.machines.ec2;

import dev.steward.machines.BlockStorage;
import dev.steward.machines.DiskOrder;
import dev.steward.machines.Label;
import dev.steward.machines.Leftover;
import dev.steward.machines.Owner;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeAttachment;
import software.amazon.awssdk.services.ec2.model.VolumeAttachmentState;
import software.amazon.awssdk.services.ec2.model.VolumeState;
import software.amazon.awssdk.services.ec2.model.VolumeType;

/** A node's disk is an encrypted EBS volume in the zone of its address. */
record Volumes(Ec2 ec2, Tags tags, Interfaces interfaces) implements BlockStorage {

    /** As EC2 calls it; machines know it by its id. */
    private static final String DEVICE = "/dev/sdf";

    private static final Set<VolumeState> GONE = Set.of(VolumeState.DELETING, VolumeState.DELETED);

    /** The path at which a machine has it (EBS user guide, "Map Amazon EBS volumes to NVMe device names"). */
    static String path(String volume) {
        return "/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_" + volume.replace("-", "");
    }

    @Override
    public List<Drive> named(Label label) {
        return find(tags.of(label)).map(Volumes::drive).toList();
    }

    @Override
    public Optional<Drive> look(String id) {
        return find(List.of(Tags.filter("volume-id", id))).map(Volumes::drive).findFirst();
    }

    private static Drive drive(Volume volume) {
        List<VolumeAttachment> all = volume.attachments();
        Stage stage = switch (volume.state()) {
            case AVAILABLE -> Stage.FREE;
            case ERROR -> Stage.FAILED;
            case IN_USE ->
                all.stream().allMatch(a -> a.state() == VolumeAttachmentState.ATTACHED) ? Stage.ATTACHED : Stage.BUSY;
            default -> Stage.BUSY;
        };
        return new Drive(
                volume.volumeId(),
                stage,
                all.stream().map(VolumeAttachment::instanceId).collect(Collectors.toSet()));
    }

    @Override
    public String make(DiskOrder order) {
        Label label = order.label();
        return named(label).stream().findFirst().map(Drive::id).orElseGet(() -> {
            String zone = interfaces.zone(label);
            return Tokens.once(
                            tags.names().of(label) + order.gib() + zone,
                            token -> make(order, zone, token),
                            id -> Ec2.SETTLING.seek(() -> look(id)))
                    .id();
        });
    }

    private String make(DiskOrder order, String zone, String token) {
        return ec2.ask(
                "create disk " + tags.names().of(order.label()),
                c -> c.createVolume(r -> r.availabilityZone(zone)
                                .size(order.gib())
                                .volumeType(VolumeType.GP3)
                                .encrypted(true)
                                .clientToken(token)
                                .tagSpecifications(tags.on(ResourceType.VOLUME, order.label(), token)))
                        .volumeId());
    }

    @Override
    public void attach(Drive drive, String machine) {
        ec2.ask(
                "attach " + drive.id() + " to " + machine,
                c -> c.attachVolume(
                        r -> r.volumeId(drive.id()).instanceId(machine).device(DEVICE)));
    }

    @Override
    public void detach(Drive drive, String machine) {
        ec2.giveBack(
                "detach " + drive.id(),
                c -> c.detachVolume(r -> r.volumeId(drive.id()).instanceId(machine)));
    }

    @Override
    public void delete(Drive drive) {
        ec2.giveBack("delete " + drive.id(), c -> c.deleteVolume(r -> r.volumeId(drive.id())));
    }

    @Override
    public Stream<Leftover> leftovers(Optional<Owner> whose) {
        return find(tags.of(whose)).map(v -> tags.leftover("disk", v.volumeId(), v.tags()));
    }

    private Stream<Volume> find(List<Filter> filters) {
        return ec2.list(
                        "look up volumes",
                        c -> c.describeVolumesPaginator(r -> r.filters(filters)).volumes())
                .filter(v -> !GONE.contains(v.state()));
    }
}
