package dev.steward.machines.openstack;

import dev.steward.cloudinit.UserData;
import dev.steward.machines.Deal;
import dev.steward.machines.Label;
import dev.steward.machines.Leftover;
import dev.steward.machines.Machine;
import dev.steward.machines.MachineOrder;
import dev.steward.machines.MachineSize;
import dev.steward.machines.MachineStatus;
import dev.steward.machines.Mishap;
import dev.steward.machines.Names;
import dev.steward.machines.Owner;
import dev.steward.machines.Patience;
import dev.steward.machines.Rental;
import io.temporal.failure.ApplicationFailure;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.openstack4j.api.Builders;
import org.openstack4j.api.compute.ServerService;
import org.openstack4j.model.common.ActionResponse;
import org.openstack4j.model.compute.Action;
import org.openstack4j.model.compute.Fault;
import org.openstack4j.model.compute.Flavor;
import org.openstack4j.model.compute.RebootType;
import org.openstack4j.model.compute.Server;
import org.openstack4j.model.compute.Server.Status;
import org.openstack4j.model.compute.builder.ServerCreateBuilder;
import org.openstack4j.model.image.v2.Image;

/** Machines are servers of Nova. */
record Servers(
        OpenstackSettings settings,
        Names names,
        Cloud cloud,
        Networks networks,
        Ports ports,
        Volumes volumes,
        Shelf<ServerService, Server> shelf)
        implements Rental.MachineRental {

    private static final Patience BUILT = Patience.ofSeconds(80);
    private static final Patience CERTAIN = Patience.ofSeconds(60);

    private static final String RUNS = "1";

    /** Its host has it paused, or suspended. */
    private static final Set<String> STANDS = Set.of("3", "7");

    /** Its host has it switched off, or crashed, or does not have it at all. */
    private static final Set<String> OFF = Set.of("4", "6", "0");

    static Shelf<ServerService, Server> shelf(Cloud cloud) {
        return new Shelf<>(
                cloud,
                "server",
                c -> c.compute().servers(),
                ServerService::list,
                (s, id) -> s.action(id, Action.FORCEDELETE), // deleted ones may be kept for a while
                Server::getId,
                Server::getName,
                Comparator.comparing((Server s) -> s.getStatus() == Status.ERROR)
                        .thenComparing(Server::getCreated));
    }

    @Override
    public Machine start(MachineOrder order) {
        String port = ports.require(order.label(), order.address());
        find(order.label()).stream().filter(Servers::isOver).forEach(this::destroy);
        String id = shelf.one(names.of(order.label()), () -> make(order, port)).getId();
        Server built =
                BUILT.await("server " + id + " is built", () -> look(id).filter(s -> s.getStatus() != Status.BUILD));
        if (built.getStatus() == Status.ERROR) {
            throw failed(built);
        }
        volumes.attach(order.disk().id(), id);
        return new Machine(order.label(), id);
    }

    /** It is there and will not run again by itself: it is made anew, for the keys of this order. */
    private static boolean isOver(Server server) {
        return server.getStatus() == Status.SHUTOFF || server.getStatus() == Status.ERROR;
    }

    /** One that could not be built is worth nothing, but counts against the quota. */
    private ApplicationFailure failed(Server server) {
        remove(server);
        String why =
                Optional.ofNullable(server.getFault()).map(Fault::getMessage).orElse("no reason given");
        return Errors.trouble("build server " + server.getName(), 500, why).failure();
    }

    /** Without its disk: one that comes after its order was given up does not hold it. */
    private void make(MachineOrder order, String port) {
        String name = names.of(order.label());
        UserData birth = UserData.of(
                order, settings.authorisedKey(), Volumes.device(order.disk().id()));
        ServerCreateBuilder server = Builders.server()
                .name(name)
                .flavor(flavor(order.size()).getId())
                .image(image())
                .addNetworkPort(port)
                .addMetadata(names.tags(order.label().owner()))
                .userData(birth.base64())
                .configDrive(true);
        networks.serverGroup(order.label().owner()).ifPresent(group -> server.addSchedulerHint("group", group));
        Deal.of(settings.zones(), order.label()).ifPresent(server::availabilityZone);
        shelf.ask("create server " + name, s -> s.boot(server.build()));
    }

    private String image() {
        return images().stream()
                .findFirst()
                .map(Image::getId)
                .orElseThrow(() -> Mishap.lacking("there is no active image " + settings.image())
                        .failure());
    }

    /** Those of our name from which machines can be made. */
    List<? extends Image> images() {
        return cloud.ask(
                "look for the image", c -> c.imagesV2().list(Map.of("name", settings.image(), "status", "active")));
    }

    /** The smallest that is large enough. */
    private Flavor flavor(MachineSize size) {
        return flavors()
                .filter(f -> f.getVcpus() >= size.cpus() && f.getRam() >= size.memoryMib())
                .min(Comparator.comparing(Flavor::getRam)
                        .thenComparing(Flavor::getVcpus)
                        .thenComparing(Flavor::getName))
                .orElseThrow(() -> Mishap.lacking("no flavor has " + size).failure());
    }

    /** Those that may be used. */
    Stream<Flavor> flavors() {
        return cloud.ask("list flavors", c -> c.compute().flavors().list(true)).stream()
                .<Flavor>map(f -> f)
                .filter(f -> settings.flavors().isEmpty() || settings.flavors().contains(f.getName()));
    }

    /**
     * Off is what Nova says to be shut off and its host to have no power: only the host writes that. A server that can't
     * be stopped as it is (paused, suspended, failed) is rebooted hard first: that ends what it has in memory, and no
     * data service starts by itself. A host that does not react is no proof of anything.
     */
    @Override
    public void powerOff(Label label) {
        find(label).forEach(this::powerOff);
    }

    private void powerOff(Server server) {
        CERTAIN.until(
                "server " + server.getName() + " is off",
                () -> look(server.getId()).map(this::isOff).orElse(true));
    }

    private boolean isOff(Server server) {
        if (server.getStatus() == Status.SHUTOFF) {
            return OFF.contains(String.valueOf(server.getPowerState()));
        }
        boolean neverRan = server.getStatus() == Status.ERROR && server.getLaunchedAt() == null;
        if (!neverRan && server.getTaskState() == null) {
            String id = server.getId();
            unlessBusy(
                    "switch off " + id,
                    s -> server.getStatus() == Status.ACTIVE
                            ? s.action(id, Action.STOP)
                            : s.reboot(id, RebootType.HARD));
        }
        return neverRan;
    }

    /** What is in its way now is seen at the next look. */
    private void unlessBusy(String what, Function<ServerService, ActionResponse> act) {
        try {
            shelf.look(what, act);
        } catch (ApplicationFailure e) {
            if (!e.getOriginalMessage().contains(": 409: ")) {
                throw e;
            }
        }
    }

    @Override
    public void reboot(Label label) {
        powerOff(label);
        Server server = find(label).stream()
                .findFirst()
                .orElseThrow(() -> Mishap.gone("there is no server " + names.of(label)));
        CERTAIN.until("server " + server.getName() + " is on", () -> {
            unlessBusy("switch on " + server.getId(), s -> s.action(server.getId(), Action.START));
            return look(server.getId())
                    .filter(s -> s.getStatus() == Status.ACTIVE && RUNS.equals(s.getPowerState()))
                    .isPresent();
        });
    }

    @Override
    public void destroy(Label label) {
        find(label).forEach(this::destroy);
    }

    private void destroy(Server server) {
        if (server.getStatus() != Status.BUILD) {
            powerOff(server);
        }
        remove(server);
    }

    private void remove(Server server) {
        unlessBusy("delete " + server.getId(), s -> shelf.delete().apply(s, server.getId()));
        CERTAIN.until(
                "server " + server.getName() + " is gone",
                () -> look(server.getId()).isEmpty());
    }

    @Override
    public MachineStatus status(Label label) {
        return find(label).stream()
                .map(Servers::status)
                .min(Comparator.naturalOrder())
                .orElse(MachineStatus.ABSENT);
    }

    private static MachineStatus status(Server server) {
        String power = String.valueOf(server.getPowerState());
        return switch (server.getStatus()) {
            case BUILD, REBOOT, HARD_REBOOT -> MachineStatus.RUNNING;
            case PAUSED, SUSPENDED -> MachineStatus.FROZEN;
            default ->
                power.equals(RUNS)
                        ? MachineStatus.RUNNING
                        : STANDS.contains(power) ? MachineStatus.FROZEN : MachineStatus.STOPPED;
        };
    }

    private Optional<Server> look(String id) {
        return shelf.look("look at server " + id, s -> s.get(id));
    }

    /** The one that runs first, then the oldest. */
    private List<Server> find(Label label) {
        return shelf.named(names.of(label));
    }

    @Override
    public Stream<Leftover> leftovers(Optional<Owner> whose) {
        return shelf.all()
                .filter(s ->
                        s.getMetadata().entrySet().containsAll(names.tags(whose).entrySet()))
                .map(s -> names.leftover(shelf.kind(), s.getId(), s.getName(), s.getMetadata()));
    }
}
