package dev.steward.machines.openstack;

import dev.steward.machines.Disk;
import dev.steward.machines.DiskOrder;
import dev.steward.machines.Label;
import dev.steward.machines.Leftover;
import dev.steward.trouble.Trouble;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.openstack4j.api.Builders;
import org.openstack4j.model.storage.block.Volume;
import org.openstack4j.model.storage.block.Volume.Status;
import org.openstack4j.model.storage.block.builder.VolumeBuilder;

/** Disks are volumes of Cinder. */
final class Volumes {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final int SERIAL = 20;

    private final OpenstackSettings settings;
    private final Named named;
    private final Cloud cloud;

    Volumes(OpenstackSettings settings, Named named, Cloud cloud) {
        this.settings = settings;
        this.named = named;
        this.cloud = cloud;
    }

    Disk create(DiskOrder order) {
        String name = named.of(order.label());
        Volume volume = Named.one(name, () -> find(name), () -> make(name, order), this::remove);
        awaitFree(volume.getId());
        return new Disk(order.label(), volume.getId(), order.gib());
    }

    private void make(String name, DiskOrder order) {
        VolumeBuilder volume = Builders.volume()
                .name(name)
                .size(order.gib())
                .metadata(named.tags(order.label().owner()));
        settings.volumeType().ifPresent(volume::volumeType);
        Zones.of(settings.volumeZones(), order.label()).ifPresent(volume::zone);
        cloud.ask("create volume " + name, c -> c.blockStorage().volumes().create(volume.build()));
    }

    /** Waits until a volume can be attached, or is. */
    void awaitFree(String id) {
        Volume made = Cloud.await(
                "volume " + id + " being available",
                LIMIT,
                () -> Optional.of(get(id)).filter(v -> isSettled(v.getStatus())));
        if (made.getStatus() == Status.ERROR) {
            remove(made);
            throw Trouble.noCapacity("The infrastructure has no room left.", "Cinder could not make volume " + id)
                    .failure();
        }
    }

    private static boolean isSettled(Status status) {
        return status == Status.AVAILABLE || status == Status.IN_USE || status == Status.ERROR;
    }

    private Volume get(String id) {
        return cloud.ask("look at volume " + id, c -> c.blockStorage().volumes().get(id));
    }

    /** Where a machine has it: QEMU shows 20 characters of the id as the disk's serial number. */
    static String device(String id) {
        return "/dev/disk/by-id/virtio-" + id.substring(0, Math.min(SERIAL, id.length()));
    }

    void delete(Label label) {
        String name = named.of(label);
        find(name).forEach(v -> {
            if (!v.getAttachments().isEmpty()) {
                throw Trouble.unavailable("A disk is still in use.", name + " is " + v.getStatus())
                        .failure();
            }
            remove(v);
        });
        Cloud.await(
                "the end of volume " + name, LIMIT, () -> find(name).isEmpty() ? Optional.of(name) : Optional.empty());
    }

    private void remove(Volume volume) {
        if (volume.getStatus() != Status.DELETING) {
            cloud.look(
                    "delete volume " + volume.getName(),
                    c -> c.blockStorage().volumes().delete(volume.getId()));
        }
    }

    /** The one that is attached first. */
    private List<Volume> find(String name) {
        return page(Map.of("name", name)).stream()
                .<Volume>map(v -> v)
                .sorted(Comparator.comparing((Volume v) -> v.getAttachments().isEmpty())
                        .thenComparing(Volume::getCreated)
                        .thenComparing(Volume::getId))
                .toList();
    }

    private List<? extends Volume> page(Map<String, String> filter) {
        return cloud.ask("list volumes", c -> c.blockStorage().volumes().list(filter));
    }

    Stream<Leftover> leftovers() {
        return Named.<Volume>all(this::page, Volume::getId).stream()
                .filter(v -> settings.installation().equals(v.getMetaData().get(Named.INSTALLATION)))
                .map(v -> named.leftover("volume", v.getId(), v.getName(), v.getMetaData()));
    }
}
