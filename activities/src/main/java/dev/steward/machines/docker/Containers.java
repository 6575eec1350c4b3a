package dev.steward.machines.docker;

import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Device;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import dev.steward.machines.Label;
import dev.steward.machines.Leftover;
import dev.steward.machines.Machine;
import dev.steward.machines.MachineOrder;
import dev.steward.machines.MachineStatus;
import dev.steward.machines.Mishap;
import dev.steward.machines.Names;
import dev.steward.machines.Owner;
import dev.steward.machines.Patience;
import dev.steward.machines.Rental;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Machines are containers that boot systemd and answer SSH. */
record Containers(DockerSettings settings, Names names, Docker docker, Bridges bridges, LoopDisks disks)
        implements Rental.MachineRental {

    /** The label that tells its disk. */
    static final String DISK = "steward.disk";

    private static final Patience CERTAIN = Patience.ofSeconds(20);
    private static final Set<String> OVER = Set.of("exited", "dead");
    private static final long SHARED_MEMORY = 256L << 20;

    /** The loop device of its disk is the only one of the host's devices it can touch. */
    @Override
    public Machine start(MachineOrder order) {
        bridges.require(order.label().owner(), order.address().ip());
        String device = disks.device(order.disk().id());
        String name = names.of(order.label());
        Optional<ContainerState> state = state(name);
        if (state.filter(s -> OVER.contains(s.getStatus()) || (!runs(s) && !hasItsDisk(name)))
                .isPresent()) {
            destroy(order.label());
            state = Optional.empty();
        }
        if (state.isEmpty()) {
            create(name, order, device);
        }
        if (!state.map(Containers::runs).orElse(false)) {
            docker.ask("deliver keys to " + name, client -> {
                client.copyArchiveToContainerCmd(name)
                        .withRemotePath("/")
                        .withTarInputStream(Birth.archive(order.hostKey(), settings.authorisedKey()))
                        .exec();
                return name;
            });
            switchOn(name);
        }
        return new Machine(order.label(), name);
    }

    private void create(String name, MachineOrder order, String device) {
        Owner owner = order.label().owner();
        Map<String, String> labels = new HashMap<>(names.tags(owner));
        labels.put(DISK, order.disk().id());
        docker.ask("create machine " + name, client -> {
            try {
                return client.createContainerCmd(settings.image())
                        .withName(name)
                        .withHostName(order.label().node())
                        .withHostConfig(hostConfig(order, names.of(owner), device))
                        .withIpv4Address(order.address().ip())
                        .withLabels(labels)
                        .withEnv("container=docker")
                        .withStopSignal("SIGRTMIN+3")
                        .withCmd("/sbin/init")
                        .exec()
                        .getId();
            } catch (ConflictException e) {
                return name; // the same order was carried out at the same time
            }
        });
    }

    private static HostConfig hostConfig(MachineOrder order, String network, String device) {
        return HostConfig.newHostConfig()
                .withNetworkMode(network)
                .withCgroupnsMode("private")
                .withTmpFs(Map.of("/run", "", "/run/lock", "", "/tmp", ""))
                .withCapAdd(Capability.SYS_ADMIN, Capability.NET_ADMIN)
                .withSecurityOpts(List.of("seccomp=unconfined", "apparmor=unconfined"))
                .withDevices(new Device("rwm", "/dev/steward-data", device))
                .withMemory((long) order.size().memoryMib() << 20)
                .withNanoCPUs((long) (order.size().cpus() * 1e9))
                .withShmSize(SHARED_MEMORY)
                .withLogConfig(new LogConfig(LogConfig.LoggingType.JSON_FILE, Map.of("max-size", "1m")));
    }

    private void switchOn(String name) {
        docker.ask("switch on " + name, client -> {
            try {
                client.startContainerCmd(name).exec();
            } catch (NotModifiedException e) {
                return name; // it runs
            }
            return name;
        });
    }

    /** A frozen one is killed too, and never wakes up for it. */
    @Override
    public void powerOff(Label label) {
        String name = names.of(label);
        docker.answer("switch off " + name, client -> {
            try {
                client.killContainerCmd(name).exec();
            } catch (ConflictException e) {
                return name; // it does not run
            }
            return name;
        });
        CERTAIN.until(name + " is off", () -> !state(name).map(Containers::runs).orElse(false));
    }

    @Override
    public void reboot(Label label) {
        powerOff(label);
        String name = names.of(label);
        if (!hasItsDisk(name)) {
            destroy(label);
            throw Mishap.gone("the disk of " + name + ", which was made for another device");
        }
        switchOn(name);
    }

    /** While it was off the host may have given the device that it was made for to somebody else. */
    private boolean hasItsDisk(String name) {
        var machine = docker.ask(
                "inspect " + name, client -> client.inspectContainerCmd(name).exec());
        String disk = Objects.requireNonNull(machine.getConfig().getLabels()).get(DISK);
        Device[] devices = Objects.requireNonNull(machine.getHostConfig()).getDevices();
        return disk != null
                && devices != null
                && devices.length == 1
                && disks.device(disk).equals(devices[0].getPathOnHost());
    }

    @Override
    public void destroy(Label label) {
        powerOff(label);
        String name = names.of(label);
        docker.answer("remove " + name, client -> {
            try {
                client.removeContainerCmd(name)
                        .withForce(true)
                        .withRemoveVolumes(true)
                        .exec();
            } catch (ConflictException e) {
                return name; // it is being removed
            }
            return name;
        });
        CERTAIN.until(name + " is gone", () -> state(name).isEmpty());
    }

    @Override
    public MachineStatus status(Label label) {
        return state(names.of(label))
                .map(s -> Boolean.TRUE.equals(s.getPaused())
                        ? MachineStatus.FROZEN
                        : runs(s) ? MachineStatus.RUNNING : MachineStatus.STOPPED)
                .orElse(MachineStatus.ABSENT);
    }

    private static boolean runs(ContainerState state) {
        return Boolean.TRUE.equals(state.getRunning());
    }

    /** Whether a machine runs that has these labels. */
    static boolean anyRuns(Docker docker, Map<String, String> labels) {
        return list(docker, labels).anyMatch(c -> "running".equals(c.getState()));
    }

    @Override
    public Stream<Leftover> leftovers(Optional<Owner> whose) {
        return list(docker, names.tags(whose))
                .filter(c -> c.getLabels().containsKey(Names.CLUSTER))
                .map(c -> machine(c.getNames()[0].substring(1), c.getLabels()));
    }

    private Leftover machine(String name, Map<String, String> labels) {
        return names.leftover("machine", name, name, labels);
    }

    private static Stream<Container> list(Docker docker, Map<String, String> labels) {
        return docker
                .ask(
                        "list machines",
                        client -> client.listContainersCmd()
                                .withShowAll(true)
                                .withLabelFilter(labels)
                                .exec())
                .stream();
    }

    private Optional<ContainerState> state(String name) {
        return docker.answer(
                "inspect " + name,
                client -> Objects.requireNonNull(
                        client.inspectContainerCmd(name).exec().getState()));
    }
}
