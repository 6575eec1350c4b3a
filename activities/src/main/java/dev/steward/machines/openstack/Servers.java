package dev.steward.machines.openstack;

import dev.steward.cloudinit.UserData;
import dev.steward.machines.Deal;
import dev.steward.machines.Hypervisor;
import dev.steward.machines.Label;
import dev.steward.machines.Leftover;
import dev.steward.machines.MachineOrder;
import dev.steward.machines.MachineSize;
import dev.steward.machines.Mishap;
import dev.steward.machines.Names;
import dev.steward.machines.Owner;
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

/**
 * Machines are servers of Nova. Off is what Nova says to be shut off and its host to have no power: only the host writes
 * that, and one that does not react is no proof of anything.
 */
record Servers(
        OpenstackSettings settings, Names names, Cloud cloud, Networks networks, Ports ports, Shelf<Server> shelf)
        implements Hypervisor {

    /** As its host says. */
    private static final String RUNS = "1";

    /** Its host has it switched off, or crashed, or does not have it at all. */
    private static final Set<String> OFF = Set.of("4", "6", "0");

    static Shelf<Server> shelf(Cloud cloud) {
        return new Shelf<>(
                cloud,
                "server",
                (c, filter) -> c.compute().servers().list(filter),
                (c, id) -> c.compute().servers().action(id, Action.FORCEDELETE), // deleted ones may be kept for a while
                Server::getId,
                Server::getName,
                Comparator.comparing((Server s) -> s.getStatus() == Status.ERROR)
                        .thenComparing(Server::getCreated));
    }

    @Override
    public List<Guest> named(Label label) {
        return shelf.named(names.of(label)).stream().map(Servers::guest).toList();
    }

    @Override
    public Optional<Guest> look(String id) {
        return cloud.look("look at server " + id, c -> c.compute().servers().get(id))
                .map(Servers::guest);
    }

    private static Guest guest(Server server) {
        String why =
                Optional.ofNullable(server.getFault()).map(Fault::getMessage).orElse("no reason given");
        return new Guest(
                server.getId(),
                stage(server),
                server.getMetadata().getOrDefault(Names.ORDER, ""),
                Errors.trouble("build server " + server.getName(), 500, why));
    }

    private static Stage stage(Server server) {
        String power = String.valueOf(server.getPowerState());
        if (server.getTaskState() != null && server.getStatus() != Status.BUILD) {
            return power.equals(RUNS) ? Stage.BUSY : Stage.LIMP;
        }
        return switch (server.getStatus()) {
            case BUILD -> Stage.COMING;
            case ACTIVE -> power.equals(RUNS) ? Stage.RUNNING : Stage.STILL;
            case SHUTOFF -> OFF.contains(power) ? Stage.OFF : Stage.BUSY;
            case ERROR -> server.getLaunchedAt() == null ? Stage.OFF : Stage.ASTRAY;
            case DELETED -> Stage.GONE;
            default -> Stage.ASTRAY;
        };
    }

    @Override
    public String make(MachineOrder order, String fingerprint) {
        Label label = order.label();
        UserData birth = UserData.of(
                order,
                settings.terms().authorisedKey(),
                Volumes.device(order.disk().id()));
        ServerCreateBuilder server = Builders.server()
                .name(names.of(label))
                .flavor(flavor(order.size()).getId())
                .image(image())
                .addNetworkPort(ports.require(label, order.address()))
                .addMetadata(names.tags(label.owner(), fingerprint))
                .userData(birth.base64())
                .configDrive(true);
        networks.serverGroup(label.owner()).ifPresent(group -> server.addSchedulerHint("group", group));
        Deal.of(settings.zones(), label).ifPresent(server::availabilityZone);
        return shelf.one(names.of(label), c -> c.compute().servers().boot(server.build()))
                .getId();
    }

    private String image() {
        return images().stream()
                .findFirst()
                .map(Image::getId)
                .orElseThrow(() -> Mishap.missing("active image " + settings.image()));
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
                .orElseThrow(() -> Mishap.missing("flavor of " + size));
    }

    /** Those that may be used. */
    Stream<Flavor> flavors() {
        return cloud.ask("list flavors", c -> c.compute().flavors().list(true)).stream()
                .<Flavor>map(f -> f)
                .filter(f -> settings.flavors().isEmpty() || settings.flavors().contains(f.getName()));
    }

    /** One that can't be stopped as it is (paused, suspended, failed) is rebooted hard: that ends what it has in memory. */
    @Override
    public void switchOff(Guest guest) {
        String id = guest.id();
        act(
                "switch off " + id,
                s -> guest.stage() == Stage.ASTRAY ? s.reboot(id, RebootType.HARD) : s.action(id, Action.STOP));
    }

    @Override
    public void switchOn(Guest guest) {
        act("switch on " + guest.id(), s -> s.action(guest.id(), Action.START));
    }

    /** To be deleted is no proof of being off. */
    @Override
    public void remove(Guest guest) {
        if (guest.stage() == Stage.COMING || guest.stage() == Stage.OFF) {
            act("delete " + guest.id(), s -> s.action(guest.id(), Action.FORCEDELETE));
        } else {
            switchOff(guest);
        }
    }

    /** What is in its way now is seen at the next look. */
    private void act(String what, Function<ServerService, ActionResponse> act) {
        try {
            cloud.look(what, c -> act.apply(c.compute().servers()));
        } catch (ApplicationFailure e) {
            if (!e.getOriginalMessage().contains(": 409: ")) {
                throw e;
            }
        }
    }

    @Override
    public Stream<Leftover> leftovers(Optional<Owner> whose) {
        return shelf.leftovers(names, whose, Server::getMetadata);
    }
}
