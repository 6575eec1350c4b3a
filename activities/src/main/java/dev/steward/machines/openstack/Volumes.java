package dev.steward.machines.openstack;

import dev.steward.machines.BlockStorage;
import dev.steward.machines.Deal;
import dev.steward.machines.DiskOrder;
import dev.steward.machines.Label;
import dev.steward.machines.Leftover;
import dev.steward.machines.Names;
import dev.steward.machines.Owner;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openstack4j.api.Builders;
import org.openstack4j.model.storage.block.Volume;
import org.openstack4j.model.storage.block.VolumeAttachment;
import org.openstack4j.model.storage.block.builder.VolumeBuilder;

/** Volumes of Cinder; Nova attaches them. */
record Volumes(OpenstackSettings settings, Names names, Cloud cloud, Shelf<Volume> shelf) implements BlockStorage {

    /** So many characters of a volume's id QEMU shows as the disk's serial number. */
    private static final int SERIAL = 20;

    static Shelf<Volume> shelf(Cloud cloud) {
        return new Shelf<>(
                cloud,
                "volume",
                (c, filter) -> c.blockStorage().volumes().list(filter),
                (c, id) -> c.blockStorage().volumes().delete(id),
                Volume::getId,
                Volume::getName,
                Comparator.comparing((Volume v) -> v.getAttachments().isEmpty()).thenComparing(Volume::getCreated));
    }

    /** Where a machine has it. */
    static String device(String id) {
        return "/dev/disk/by-id/virtio-" + id.substring(0, Math.min(SERIAL, id.length()));
    }

    @Override
    public List<Drive> named(Label label) {
        return shelf.named(names.of(label)).stream().map(Volumes::drive).toList();
    }

    @Override
    public Optional<Drive> look(String id) {
        return cloud.look(
                        "look at volume " + id, c -> c.blockStorage().volumes().get(id))
                .map(Volumes::drive);
    }

    private static Drive drive(Volume volume) {
        Stage stage = switch (volume.getStatus()) {
            case AVAILABLE -> Stage.FREE;
            case IN_USE -> Stage.ATTACHED;
            case ERROR, ERROR_DELETING -> Stage.FAILED;
            default -> Stage.BUSY;
        };
        return new Drive(
                volume.getId(),
                stage,
                volume.getAttachments().stream()
                        .map(VolumeAttachment::getServerId)
                        .collect(Collectors.toSet()));
    }

    @Override
    public String make(DiskOrder order) {
        Label label = order.label();
        VolumeBuilder volume =
                Builders.volume().name(names.of(label)).size(order.gib()).metadata(names.tags(label.owner()));
        settings.volumeType().ifPresent(volume::volumeType);
        Deal.of(settings.volumeZones(), label).ifPresent(volume::zone);
        return shelf.one(names.of(label), c -> c.blockStorage().volumes().create(volume.build()))
                .getId();
    }

    @Override
    public void attach(Drive drive, String machine) {
        cloud.ask("attach " + drive.id(), c -> c.compute().servers().attachVolume(machine, drive.id(), null));
    }

    @Override
    public void detach(Drive drive, String machine) {
        cloud.look("detach " + drive.id(), c -> c.compute().servers().detachVolume(machine, drive.id()));
    }

    @Override
    public void delete(Drive drive) {
        cloud.look("delete " + drive.id(), c -> c.blockStorage().volumes().delete(drive.id()));
    }

    @Override
    public Stream<Leftover> leftovers(Optional<Owner> whose) {
        return shelf.leftovers(names, whose, Volume::getMetaData);
    }
}
