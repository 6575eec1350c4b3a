package dev.steward.machines;

import dev.steward.machines.Hypervisor.Guest;
import dev.steward.machines.Hypervisor.Stage;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** The machines of a cloud. What has to be certain, and how it becomes so, is the same on every cloud. */
public record Fleet(Hypervisor cloud, Store disks) implements Rental.MachineRental {

    private static final Patience CHANGE = Patience.ofSeconds(100);

    /**
     * A machine that was made for another order has another key, so that nobody would recognise it, and one that has been
     * off may have made a key of its own: both make room. So does one that came to nothing: it counts against the quota.
     */
    @Override
    public Machine start(MachineOrder order) {
        String fingerprint = fingerprint(order);
        cloud.named(order.label()).stream()
                .filter(known ->
                        !known.order().equals(fingerprint) || !known.stage().isOneOf(Stage.COMING, Stage.RUNNING))
                .forEach(this::remove);
        String id = cloud.make(order, fingerprint);
        Guest made = CHANGE.await(
                "machine " + id + " runs",
                () -> cloud.look(id)
                        .filter(g -> g.stage() != Stage.COMING && !g.stage().isBusy()));
        if (made.stage() != Stage.RUNNING) {
            remove(made);
            throw made.failure().failure();
        }
        disks.attach(order.disk(), id);
        return new Machine(order.label(), id);
    }

    private static String fingerprint(MachineOrder order) {
        return Sha256.of(order.label()
                + order.hostKey().publicKey()
                + order.address().id()
                + order.disk().id());
    }

    @Override
    public void powerOff(Label label) {
        cloud.named(label).forEach(this::powerOff);
    }

    private void powerOff(Guest guest) {
        CHANGE.until("machine " + guest.id() + " is off", () -> {
            Optional<Guest> now = look(guest);
            now.filter(g -> g.stage().isOneOf(Stage.RUNNING, Stage.STILL, Stage.ASTRAY))
                    .ifPresent(cloud::switchOff);
            return now.map(g -> g.stage() == Stage.OFF).orElse(true);
        });
    }

    @Override
    public void reboot(Label label) {
        powerOff(label);
        Guest guest = cloud.named(label).stream()
                .findFirst()
                .orElseThrow(() -> Mishap.gone("there is no machine of " + label));
        CHANGE.until("machine " + guest.id() + " is on", () -> {
            Optional<Guest> now = look(guest);
            now.filter(g -> g.stage() == Stage.OFF).ifPresent(cloud::switchOn);
            return now.map(g -> g.stage() == Stage.RUNNING)
                    .orElseThrow(() -> Mishap.gone("machine " + guest.id() + " went while it was off"));
        });
    }

    @Override
    public void destroy(Label label) {
        cloud.named(label).forEach(this::remove);
    }

    private void remove(Guest guest) {
        CHANGE.until("machine " + guest.id() + " is gone", () -> {
            Optional<Guest> now = look(guest);
            now.filter(g -> g.stage() != Stage.GOING && !g.stage().isBusy()).ifPresent(cloud::remove);
            return now.isEmpty();
        });
    }

    /** One that was there and is forgotten is gone. */
    private Optional<Guest> look(Guest known) {
        return cloud.look(known.id()).filter(g -> g.stage() != Stage.GONE);
    }

    @Override
    public MachineStatus status(Label label) {
        return cloud.named(label).stream()
                .map(cloud::status)
                .min(Comparator.naturalOrder())
                .orElse(MachineStatus.ABSENT);
    }

    @Override
    public Stream<Leftover> leftovers(Optional<Owner> whose) {
        return cloud.leftovers(whose);
    }
}
