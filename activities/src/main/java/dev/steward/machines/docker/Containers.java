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
import dev.steward.machines.MachineOrder;
import dev.steward.machines.MachineStatus;
import dev.steward.trouble.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Machines are containers that boot systemd and answer SSH. */
final class Containers {

    private static final Duration CERTAIN = Duration.ofSeconds(20);
    private static final long SHARED_MEMORY = 256L << 20;

    private final DockerSettings settings;
    private final Docker docker;

    Containers(DockerSettings settings, Docker docker) {
        this.settings = settings;
        this.docker = docker;
    }

    /**
     * Makes it and switches it on.
     *
     * @param device the loop device of its disk: the only one of the host's devices it can touch
     */
    void start(MachineOrder order, String network, String device) {
        String name = order.label().name(settings.installation());
        Optional<ContainerState> state = state(name);
        if (state.map(s -> "exited".equals(s.getStatus()) || "dead".equals(s.getStatus()))
                .orElse(false)) {
            destroy(order.label()); // it may have been made for another device
            state = Optional.empty();
        }
        if (state.isEmpty()) {
            create(name, order, network, device);
        }
        if (!state.map(s -> Boolean.TRUE.equals(s.getRunning())).orElse(false)) {
            docker.ask("deliver keys to " + name, client -> {
                client.copyArchiveToContainerCmd(name)
                        .withRemotePath("/")
                        .withTarInputStream(Birth.archive(order.hostKey(), settings.authorisedKey()))
                        .exec();
                return name;
            });
            switchOn(name);
        }
    }

    private void create(String name, MachineOrder order, String network, String device) {
        Map<String, String> labels =
                new HashMap<>(Labels.of(settings.installation(), order.label().owner(), "machine"));
        labels.put(Labels.DISK, order.disk().id());
        docker.ask("create machine " + name, client -> {
            try {
                return client.createContainerCmd(settings.image())
                        .withName(name)
                        .withHostName(order.label().node())
                        .withHostConfig(hostConfig(order, network, device))
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
    void powerOff(Label label) {
        String name = label.name(settings.installation());
        docker.answer("switch off " + name, client -> {
            try {
                client.killContainerCmd(name).exec();
            } catch (ConflictException e) {
                return name; // it does not run
            }
            return name;
        });
        awaitOff(name);
    }

    private void awaitOff(String name) {
        Instant deadline = Instant.now().plus(CERTAIN);
        while (state(name).map(s -> Boolean.TRUE.equals(s.getRunning())).orElse(false)) {
            if (Instant.now().isAfter(deadline)) {
                throw Trouble.unavailable("A machine could not be switched off yet.", name + " still runs")
                        .failure();
            }
            Pause.brief();
        }
    }

    /**
     * Off and on again.
     *
     * @param deviceOf behind which device a disk is now
     */
    void reboot(Label label, UnaryOperator<String> deviceOf) {
        powerOff(label);
        String name = label.name(settings.installation());
        var machine = docker.ask(
                "inspect " + name, client -> client.inspectContainerCmd(name).exec());
        String disk = Objects.requireNonNull(machine.getConfig().getLabels()).get(Labels.DISK);
        Device[] devices = Objects.requireNonNull(machine.getHostConfig()).getDevices();
        String device = devices == null || devices.length != 1 ? "none" : devices[0].getPathOnHost();
        if (disk == null || !deviceOf.apply(disk).equals(device)) {
            destroy(label); // the host gave its device to somebody else while it was off
            throw Trouble.unavailable(
                            "A machine has lost its disk and is replaced.",
                            name + " was made for another device: " + device)
                    .failure();
        }
        switchOn(name);
    }

    void destroy(Label label) {
        powerOff(label);
        String name = label.name(settings.installation());
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
        Instant deadline = Instant.now().plus(CERTAIN);
        while (state(name).isPresent()) {
            if (Instant.now().isAfter(deadline)) {
                throw Trouble.unavailable("A machine could not be removed yet.", name + " is still there")
                        .failure();
            }
            Pause.brief();
        }
    }

    MachineStatus status(Label label) {
        return state(label.name(settings.installation()))
                .map(s -> Boolean.TRUE.equals(s.getPaused())
                        ? MachineStatus.FROZEN
                        : Boolean.TRUE.equals(s.getRunning()) ? MachineStatus.RUNNING : MachineStatus.STOPPED)
                .orElse(MachineStatus.ABSENT);
    }

    /** Whether a machine that runs carries this disk. */
    boolean carries(String disk) {
        return list().anyMatch(c -> disk.equals(c.getLabels().get(Labels.DISK)) && "running".equals(c.getState()));
    }

    Stream<Leftover> leftovers() {
        return list().filter(c -> c.getLabels().containsKey(Labels.CLUSTER))
                .map(c -> Labels.leftover(
                        "machine",
                        c.getNames()[0].substring(1),
                        Labels.owner(c.getLabels()).orElseThrow(),
                        settings.installation()));
    }

    private Stream<Container> list() {
        return docker
                .ask(
                        "list machines",
                        client -> client.listContainersCmd()
                                .withShowAll(true)
                                .withLabelFilter(Map.of(Labels.INSTALLATION, settings.installation()))
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
