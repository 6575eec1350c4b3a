package dev.steward.machines.ec2;

import dev.steward.machines.Disk;
import dev.steward.machines.DiskOrder;
import dev.steward.machines.Label;
import dev.steward.machines.Leftover;
import dev.steward.trouble.Trouble;
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
final class Volumes {

    /** As EC2 calls it; machines know it by its id. */
    private static final String DEVICE = "/dev/sdf";

    private static final Set<VolumeState> GONE = Set.of(VolumeState.DELETING, VolumeState.DELETED);

    private final Ec2 ec2;
    private final Tags tags;

    Volumes(Ec2Settings settings, Ec2 ec2) {
        this.ec2 = ec2;
        tags = new Tags(settings.installation());
    }

    /** The path at which a machine has it (EBS user guide, "Map Amazon EBS volumes to NVMe device names"). */
    static String path(String volume) {
        return "/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_" + volume.replace("-", "");
    }

    Disk create(DiskOrder order, String zone) {
        Label label = order.label();
        String id = find(tags.of(label))
                .map(Volume::volumeId)
                .findFirst()
                .orElseGet(() -> Tokens.once(
                        tags.name(label) + order.gib() + zone, token -> create(order, zone, token), this::exists));
        Ec2.await("volume " + id, () -> byId(id).filter(v -> v.state() != VolumeState.CREATING));
        return new Disk(label, id, order.gib());
    }

    private String create(DiskOrder order, String zone, String token) {
        return ec2.ask(
                "create disk " + tags.name(order.label()),
                c -> c.createVolume(r -> r.availabilityZone(zone)
                                .size(order.gib())
                                .volumeType(VolumeType.GP3)
                                .encrypted(true)
                                .clientToken(token)
                                .tagSpecifications(tags.on(ResourceType.VOLUME, order.label())))
                        .volumeId());
    }

    private boolean exists(String id) {
        return Ec2.await("volume " + id, Ec2.SETTLING, () -> byId(id))
                .filter(v -> !GONE.contains(v.state()))
                .isPresent();
    }

    private Optional<Volume> byId(String id) {
        return ec2.answer(
                "look up volume " + id,
                c -> c.describeVolumes(r -> r.volumeIds(id)).volumes().getFirst());
    }

    /** To a machine that runs or is stopped. Returns when it is. */
    void attach(String id, String instance) {
        Ec2.await("volume " + id + " is attached to " + instance, () -> {
            Volume volume = byId(id).orElseThrow(() -> Trouble.unavailable("A disk is missing.", "there is no " + id)
                    .failure());
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

    /** The machines to which it is attached. */
    List<String> users(Label label) {
        return find(tags.of(label))
                .flatMap(v -> v.attachments().stream())
                .map(VolumeAttachment::instanceId)
                .toList();
    }

    /** Destroys it; from a machine that does not run it is detached first. */
    void delete(Label label) {
        find(tags.of(label)).forEach(volume -> {
            String id = volume.volumeId();
            for (VolumeAttachment attachment : volume.attachments()) {
                if (attachment.state() != VolumeAttachmentState.DETACHING) {
                    ec2.answer("detach " + id, c -> c.detachVolume(r -> r.volumeId(id)));
                }
            }
            Ec2.await(
                    "volume " + id + " is free",
                    () -> byId(id).isEmpty()
                            ? Optional.of(id)
                            : byId(id).filter(v -> v.state() == VolumeState.AVAILABLE)
                                    .map(Volume::volumeId));
            ec2.answer("delete " + id, c -> c.deleteVolume(r -> r.volumeId(id)));
        });
    }

    Stream<Leftover> leftovers() {
        return find(tags.ours()).map(v -> tags.leftover("disk", v.volumeId(), v.tags()));
    }

    private Stream<Volume> find(Filter... filters) {
        return ec2
                .list(
                        "look up volumes",
                        c -> c.describeVolumesPaginator(r -> r.filters(filters)).volumes())
                .stream()
                .filter(v -> !GONE.contains(v.state()));
    }
}
