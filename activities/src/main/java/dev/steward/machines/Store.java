package dev.steward.machines;

import dev.steward.machines.BlockStorage.Drive;
import dev.steward.machines.BlockStorage.Stage;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The disks of a cloud.
 *
 * @param machines who knows whether a machine can touch what is attached to it
 */
public record Store(BlockStorage volumes, Hypervisor machines) implements Rental.DiskRental {

    private static final Patience CHANGE = Patience.ofSeconds(100);

    @Override
    public Disk create(DiskOrder order) {
        String id = volumes.make(order);
        Drive made =
                CHANGE.await("volume " + id + " is made", () -> volumes.look(id).filter(v -> v.stage() != Stage.BUSY));
        if (made.stage() == Stage.FAILED) {
            volumes.delete(made);
            throw Mishap.noRoom("volume " + id + " could not be made").failure();
        }
        return new Disk(order.label(), id, order.gib());
    }

    /** To a machine that runs. Returns when it is. */
    void attach(Disk disk, String machine) {
        CHANGE.until("volume " + disk.id() + " is attached to " + machine, () -> {
            Drive now = volumes.look(disk.id()).orElseThrow(() -> Mishap.gone("there is no volume " + disk.id()));
            if (now.stage() == Stage.FREE) {
                volumes.attach(now, machine);
            }
            return now.stage() == Stage.ATTACHED && now.machines().contains(machine);
        });
    }

    /** From a machine that is off it is detached first. */
    @Override
    public void delete(Label label) {
        volumes.named(label)
                .forEach(known -> CHANGE.until("volume " + known.id() + " is gone", () -> {
                    Optional<Drive> now = volumes.look(known.id());
                    now.ifPresent(this::remove);
                    return now.isEmpty();
                }));
    }

    private void remove(Drive drive) {
        drive.machines().stream().filter(this::mayRun).findFirst().ifPresent(machine -> {
            throw Mishap.diskInUse(drive.id() + " is attached to " + machine);
        });
        switch (drive.stage()) {
            case FREE, FAILED -> volumes.delete(drive);
            case ATTACHED -> drive.machines().forEach(machine -> volumes.detach(drive, machine));
            case BUSY -> {}
        }
    }

    private boolean mayRun(String machine) {
        return machines.look(machine).map(Hypervisor.Guest::stage).stream()
                .anyMatch(stage -> stage != Hypervisor.Stage.OFF && stage != Hypervisor.Stage.GONE);
    }

    @Override
    public Stream<Leftover> leftovers(Optional<Owner> whose) {
        return volumes.leftovers(whose);
    }
}
