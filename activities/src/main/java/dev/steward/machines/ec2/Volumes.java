package dev.steward.machines.ec2;

import dev.steward.machines.Disk;
import dev.steward.machines.DiskOrder;
import dev.steward.machines.Label;
import dev.steward.machines.Leftover;
import dev.steward.machines.Mishap;
import dev.steward.machines.Owner;
import dev.steward.machines.Rental;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeAttachment;
import software.amazon.awssdk.services.ec2.model.VolumeAttachmentState;
import software.amazon.awssdk.services.ec2.model.VolumeState;
import software.amazon.awssdk.services.ec2.model.VolumeType;

/** A node's disk is an encrypted EBS volume in the zone of its address. */
record Volumes(Ec2 ec2, Tags tags, Interfaces interfaces) implements Rental.DiskRental {

    /** As EC2 calls it; machines know it by its id. */
    private static final String DEVICE = "/dev/sdf";

    private static final Set<VolumeState> GONE = Set.of(VolumeState.DELETING, VolumeState.DELETED);

    /** The path at which a machine has it (EBS user guide, "Map Amazon EBS volumes to NVMe device names"). */
    static String path(String volume) {
        return "/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_" + volume.replace("-", "");
    }

    @Override
    public Disk create(DiskOrder order) {
        String id = find(tags.of(order.label()))
                .findFirst()
                .orElseGet(() -> make(order))
                .volumeId();
        Ec2.CHANGE.await("volume " + id, () -> byId(id).filter(v -> v.state() != VolumeState.CREATING));
        return new Disk(order.label(), id, order.gib());
    }

    private Volume make(DiskOrder order) {
        String zone = interfaces.zone(order.label());
        return Tokens.once(
                tags.names().of(order.label()) + order.gib() + zone,
                token -> make(order, zone, token),
                id -> Ec2.SETTLING.seek(() -> byId(id)));
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

    /** To a machine that runs or is stopped. Returns when it is. */
    void attach(String id, String instance) {
        Ec2.CHANGE.await("volume " + id + " is attached to " + instance, () -> {
            Volume volume = byId(id).orElseThrow(() -> Mishap.gone("there is no volume " + id));
            if (volume.state() == VolumeState.AVAILABLE) {
                ec2.ask(
                        "attach " + id + " to " + instance,
                        c -> c.attachVolume(
                                r -> r.volumeId(id).instanceId(instance).device(DEVICE)));
            }
            return volume.attachments().stream()
                    .filter(a -> instance.equals(a.instanceId()) && a.state() == VolumeAttachmentState.ATTACHED)
                    .findFirst();
        });
    }

    /** From a machine that does not run it is detached first. */
    @Override
    public void delete(Label label) {
        find(tags.of(label)).forEach(volume -> {
            String id = volume.volumeId();
            volume.attachments().forEach(this::detach);
            Ec2.CHANGE.until(
                    "volume " + id + " is free",
                    () -> byId(id).stream().allMatch(v -> v.state() == VolumeState.AVAILABLE));
            ec2.giveBack("delete " + id, c -> c.deleteVolume(r -> r.volumeId(id)));
        });
    }

    private void detach(VolumeAttachment attachment) {
        String id = attachment.volumeId();
        if (Instances.mayRun(ec2, attachment.instanceId())) {
            throw Mishap.diskInUse(id + " is attached to " + attachment.instanceId());
        }
        if (attachment.state() != VolumeAttachmentState.DETACHING) {
            ec2.giveBack("detach " + id, c -> c.detachVolume(r -> r.volumeId(id)));
        }
    }

    @Override
    public Stream<Leftover> leftovers(Optional<Owner> whose) {
        return find(tags.of(whose)).map(v -> tags.leftover("disk", v.volumeId(), v.tags()));
    }

    private Optional<Volume> byId(String id) {
        return find(List.of(Tags.filter("volume-id", id))).findFirst();
    }

    private Stream<Volume> find(List<Filter> filters) {
        return ec2.list(
                        "look up volumes",
                        c -> c.describeVolumesPaginator(r -> r.filters(filters)).volumes())
                .filter(v -> !GONE.contains(v.state()));
    }
}
