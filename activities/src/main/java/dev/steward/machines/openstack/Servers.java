package dev.steward.machines.openstack;

import dev.steward.cloudinit.UserData;
import dev.steward.machines.Label;
import dev.steward.machines.Leftover;
import dev.steward.machines.Machine;
import dev.steward.machines.MachineOrder;
import dev.steward.machines.MachineSize;
import dev.steward.machines.MachineStatus;
import dev.steward.trouble.Trouble;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.openstack4j.api.Builders;
import org.openstack4j.model.compute.Action;
import org.openstack4j.model.compute.BDMDestType;
import org.openstack4j.model.compute.BDMSourceType;
import org.openstack4j.model.compute.BlockDeviceMappingCreate;
import org.openstack4j.model.compute.Flavor;
import org.openstack4j.model.compute.RebootType;
import org.openstack4j.model.compute.Server;
import org.openstack4j.model.compute.Server.Status;
import org.openstack4j.model.compute.ServerCreate;
import org.openstack4j.model.compute.builder.ServerCreateBuilder;

/** Machines are servers of Nova. */
final class Servers {

    private static final Duration BUILT = Duration.ofSeconds(80);
    private static final Duration CERTAIN = Duration.ofSeconds(60);
    private static final String RUNS = "1";
    private static final String IS_PAUSED = "3";
    private static final String IS_SUSPENDED = "7";

    /** The host has it switched off, or crashed, or does not have it at all. */
    private static final Set<String> OFF = Set.of("4", "6", "0");

    private final OpenstackSettings settings;
    private final Named named;
    private final Cloud cloud;

    Servers(OpenstackSettings settings, Named named, Cloud cloud) {
        this.settings = settings;
        this.named = named;
        this.cloud = cloud;
    }

    Machine start(MachineOrder order, String port, Optional<String> group) {
        String name = named.of(order.label());
        find(name).stream().filter(Servers::isOver).forEach(s -> destroy(order.label()));
        Server server =
                Named.one(name, () -> find(name), () -> create(name, order, port, group), twin -> remove(twin.getId()));
        Server built = Cloud.await(
                "building server " + name,
                BUILT,
                () -> Optional.of(get(server.getId())).filter(s -> s.getStatus() != Status.BUILD));
        if (built.getStatus() == Status.ERROR) {
            throw failed(name, built);
        }
        return new Machine(order.label(), built.getId());
    }

    /** It is there and will not run again by itself: it is made anew, for the keys of this order. */
    private static boolean isOver(Server server) {
        return server.getStatus() == Status.SHUTOFF || server.getStatus() == Status.ERROR;
    }

    /** One that could not be built is worth nothing, but counts against the quota. */
    private ApplicationFailure failed(String name, Server server) {
        remove(server.getId());
        String fault = server.getFault() == null
                ? "no reason given"
                : server.getFault().getMessage();
        return Errors.trouble("build server " + name, 500, fault).failure();
    }

    private void create(String name, MachineOrder order, String port, Optional<String> group) {
        String volume = order.disk().id();
        UserData birth =
                new UserData(order.label().node(), order.hostKey(), settings.authorisedKey(), Volumes.device(volume));
        ServerCreateBuilder server = Builders.server()
                .name(name)
                .flavor(flavor(order.size()).getId())
                .image(image())
                .addNetworkPort(port)
                .blockDevice(device(image(), BDMSourceType.IMAGE, BDMDestType.LOCAL, 0))
                .blockDevice(device(volume, BDMSourceType.VOLUME, BDMDestType.VOLUME, -1))
                .addMetadata(named.tags(order.label().owner()))
                .userData(birth.base64())
                .configDrive(true);
        group.ifPresent(id -> server.addSchedulerHint("group", id));
        Zones.of(settings.zones(), order.label()).ifPresent(server::availabilityZone);
        ServerCreate wanted = server.build();
        cloud.ask("create server " + name, c -> c.compute().servers().boot(wanted));
    }

    private static BlockDeviceMappingCreate device(String id, BDMSourceType from, BDMDestType to, int boot) {
        return Builders.blockDeviceMapping()
                .uuid(id)
                .sourceType(from)
                .destinationType(to)
                .bootIndex(boot)
                .deleteOnTermination(to == BDMDestType.LOCAL)
                .build();
    }

    private String image() {
        return cloud
                .ask("look for the image", c -> c.imagesV2().list(Map.of("name", settings.image(), "status", "active")))
                .stream()
                .findFirst()
                .orElseThrow(() -> Trouble.misconfigured(
                                "The infrastructure lacks the image for the machine; its operator has to provide it.",
                                "there is no active image " + settings.image())
                        .failure())
                .getId();
    }

    /** The smallest that is large enough. */
    Flavor flavor(MachineSize size) {
        return flavors().stream()
                .filter(f -> f.getVcpus() >= size.cpus() && f.getRam() >= size.memoryMib())
                .min(Comparator.comparing(Flavor::getRam)
                        .thenComparing(Flavor::getVcpus)
                        .thenComparing(Flavor::getName))
                .orElseThrow(() -> Trouble.misconfigured(
                                "The infrastructure has no machine of this size; its operator has to provide it.",
                                "no flavor has " + size.cpus() + " cpus and " + size.memoryMib() + " MiB")
                        .failure());
    }

    List<Flavor> flavors() {
        return cloud.ask("list flavors", c -> c.compute().flavors().list(true)).stream()
                .<Flavor>map(f -> f)
                .filter(f -> settings.flavors().isEmpty() || settings.flavors().contains(f.getName()))
                .toList();
    }

    /**
     * Off is what Nova says to be shut off and its host to have no power: only the host writes that. A server that can't be stopped as it is
     * (paused, suspended, failed) is rebooted hard first: that ends what it has in memory, and no data service starts by
     * itself. A host that does not react is no proof of anything.
     */
    void powerOff(Label label) {
        find(named.of(label)).forEach(this::powerOff);
    }

    private void powerOff(Server server) {
        Cloud.await("switching off server " + server.getName(), CERTAIN, () -> switchedOff(server.getId()));
    }

    private Optional<String> switchedOff(String id) {
        Optional<Server> seen = look(id);
        if (seen.isEmpty() || neverRan(seen.get())) {
            return Optional.of(id);
        }
        Server server = seen.get();
        if (server.getStatus() == Status.SHUTOFF) {
            return Optional.of(id).filter(off -> OFF.contains(String.valueOf(server.getPowerState())));
        }
        if (server.getTaskState() == null) {
            if (server.getStatus() == Status.ACTIVE) {
                act(id, Action.STOP);
            } else {
                conflicting(() -> cloud.look(
                        "reboot server " + id, c -> c.compute().servers().reboot(id, RebootType.HARD)));
            }
        }
        return Optional.empty();
    }

    /** No host ever had it. */
    private static boolean neverRan(Server server) {
        return server.getStatus() == Status.ERROR && server.getLaunchedAt() == null;
    }

    private void act(String id, Action action) {
        conflicting(() ->
                cloud.look(action + " server " + id, c -> c.compute().servers().action(id, action)));
    }

    /** What is in its way now is seen at the next look. */
    private static void conflicting(Runnable act) {
        try {
            act.run();
        } catch (ApplicationFailure e) {
            if (!e.getOriginalMessage().contains(": 409: ")) {
                throw e;
            }
        }
    }

    void reboot(Label label) {
        powerOff(label);
        Server server = find(named.of(label)).stream()
                .findFirst()
                .orElseThrow(() -> Trouble.unavailable("A machine is gone.", "there is no server " + named.of(label))
                        .failure());
        Cloud.await("switching on server " + server.getName(), CERTAIN, () -> {
            act(server.getId(), Action.START);
            return look(server.getId()).filter(s -> s.getStatus() == Status.ACTIVE && RUNS.equals(s.getPowerState()));
        });
    }

    void destroy(Label label) {
        for (Server server : find(named.of(label))) {
            if (server.getStatus() != Status.BUILD) {
                powerOff(server);
            }
            remove(server.getId());
        }
    }

    /** For good, also where deleted servers are kept for a while. */
    private void remove(String id) {
        conflicting(() ->
                cloud.look("delete server " + id, c -> c.compute().servers().action(id, Action.FORCEDELETE)));
        Cloud.await("the end of server " + id, CERTAIN, () -> look(id).isEmpty() ? Optional.of(id) : Optional.empty());
    }

    MachineStatus status(Label label) {
        List<MachineStatus> all =
                find(named.of(label)).stream().map(Servers::status).toList();
        return all.stream().min(Comparator.naturalOrder()).orElse(MachineStatus.ABSENT);
    }

    private static MachineStatus status(Server server) {
        String power = String.valueOf(server.getPowerState());
        return switch (server.getStatus()) {
            case BUILD, REBOOT, HARD_REBOOT -> MachineStatus.RUNNING;
            case PAUSED, SUSPENDED -> MachineStatus.FROZEN;
            default ->
                power.equals(RUNS)
                        ? MachineStatus.RUNNING
                        : power.equals(IS_PAUSED) || power.equals(IS_SUSPENDED)
                                ? MachineStatus.FROZEN
                                : MachineStatus.STOPPED;
        };
    }

    private Server get(String id) {
        return cloud.ask("look at server " + id, c -> c.compute().servers().get(id));
    }

    private Optional<Server> look(String id) {
        return cloud.look("look at server " + id, c -> c.compute().servers().get(id));
    }

    /** The one that runs first, then the oldest. */
    private List<Server> find(String name) {
        return list(Named.exactly(name)).stream()
                .<Server>map(s -> s)
                .sorted(Comparator.comparing((Server s) -> s.getStatus() == Status.ERROR)
                        .thenComparing(Server::getCreated)
                        .thenComparing(Server::getId))
                .toList();
    }

    private List<? extends Server> list(Map<String, String> filter) {
        return cloud.ask("list servers", c -> c.compute().servers().list(filter));
    }

    Stream<Leftover> leftovers() {
        return Named.<Server>all(this::list, Server::getId).stream()
                .filter(s -> settings.installation().equals(s.getMetadata().get(Named.INSTALLATION)))
                .map(s -> named.leftover("server", s.getId(), s.getName(), s.getMetadata()));
    }
}
