package dev.steward.machines.openstack;

import dev.steward.machines.Deal;
import dev.steward.machines.Disk;
import dev.steward.machines.DiskOrder;
import dev.steward.machines.Label;
import dev.steward.machines.Leftover;
import dev.steward.machines.Mishap;
import dev.steward.machines.Names;
import dev.steward.machines.Owner;
import dev.steward.machines.Patience;
import dev.steward.machines.Rental;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.openstack4j.api.Builders;
import org.openstack4j.api.storage.BlockVolumeService;
import org.openstack4j.model.storage.block.Volume;
import org.openstack4j.model.storage.block.Volume.Status;
import org.openstack4j.model.storage.block.builder.VolumeBuilder;

/** Disks are volumes of Cinder. */
record Volumes(OpenstackSettings settings, Names names, Cloud cloud, Shelf<BlockVolumeService, Volume> shelf)
        implements Rental.DiskRental {

    private static final Patience CHANGE = Patience.ofSeconds(60);
    private static final Set<Status> SETTLED = Set.of(Status.AVAILABLE, Status.IN_USE, Status.ERROR);

    /** So many characters of a volume's id QEMU shows as the disk's serial number. */
    private static final int SERIAL = 20;

    static Shelf<BlockVolumeService, Volume> shelf(Cloud cloud) {
        return new Shelf<>(
                cloud,
                "volume",
                c -> c.blockStorage().volumes(),
                BlockVolumeService::list,
                BlockVolumeService::delete,
                Volume::getId,
                Volume::getName,
                Comparator.comparing((Volume v) -> v.getAttachments().isEmpty()).thenComparing(Volume::getCreated));
    }

    /** Where a machine has it. */
    static String device(String id) {
        return "/dev/disk/by-id/virtio-" + id.substring(0, Math.min(SERIAL, id.length()));
    }

    @Override
    public Disk create(DiskOrder order) {
        String id = shelf.one(names.of(order.label()), () -> make(order)).getId();
        awaitSettled(id);
        return new Disk(order.label(), id, order.gib());
    }

    private void make(DiskOrder order) {
        String name = names.of(order.label());
        VolumeBuilder volume = Builders.volume()
                .name(name)
                .size(order.gib())
                .metadata(names.tags(order.label().owner()));
        settings.volumeType().ifPresent(volume::volumeType);
        Deal.of(settings.volumeZones(), order.label()).ifPresent(volume::zone);
        shelf.ask("create volume " + name, s -> s.create(volume.build()));
    }

    private void awaitSettled(String id) {
        Volume made =
                CHANGE.await("volume " + id + " is made", () -> look(id).filter(v -> SETTLED.contains(v.getStatus())));
        if (made.getStatus() == Status.ERROR) {
            shelf.remove(made);
            throw Mishap.noRoom("Cinder could not make volume " + id).failure();
        }
    }

    /** To a server that runs or is off. Returns when it is. */
    void attach(String id, String server) {
        CHANGE.until("volume " + id + " is attached to " + server, () -> {
            Volume volume = look(id).orElseThrow(() -> Mishap.gone("there is no volume " + id));
            if (volume.getStatus() == Status.AVAILABLE) {
                cloud.ask("attach " + id, c -> c.compute().servers().attachVolume(server, id, null));
            }
            return volume.getStatus() == Status.IN_USE
                    && volume.getAttachments().stream().anyMatch(a -> server.equals(a.getServerId()));
        });
    }

    private Optional<Volume> look(String id) {
        return shelf.look("look at volume " + id, s -> s.get(id));
    }

    @Override
    public void delete(Label label) {
        String name = names.of(label);
        shelf.named(name).forEach(v -> {
            if (!v.getAttachments().isEmpty()) {
                throw Mishap.diskInUse(name + " is " + v.getStatus());
            }
            if (v.getStatus() != Status.DELETING) {
                shelf.remove(v);
            }
        });
        CHANGE.until("volume " + name + " is gone", () -> shelf.named(name).isEmpty());
    }

    @Override
    public Stream<Leftover> leftovers(Optional<Owner> whose) {
        return shelf.all()
                .filter(v ->
                        v.getMetaData().entrySet().containsAll(names.tags(whose).entrySet()))
                .map(v -> names.leftover(shelf.kind(), v.getId(), v.getName(), v.getMetaData()));
    }
}
