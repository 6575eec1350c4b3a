package dev.steward.machines.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import dev.steward.machines.Disk;
import dev.steward.machines.DiskOrder;
import dev.steward.machines.Label;
import dev.steward.machines.Leftover;
import dev.steward.machines.Mishap;
import dev.steward.machines.Names;
import dev.steward.machines.Owner;
import dev.steward.machines.Rental;
import dev.steward.trouble.Trouble;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Disks are sparse files on the daemon's host, each behind a loop device: real block devices, with real sizes. They are
 * handled by a script in a helper container that sees the host's devices, so that nothing but Docker's API is needed.
 */
final class LoopDisks implements Rental.DiskRental {

    private static final String SCRIPT = resource("disks.sh");

    private final DockerSettings settings;
    private final Names names;
    private final Docker docker;

    LoopDisks(DockerSettings settings, Names names, Docker docker) {
        this.settings = settings;
        this.names = names;
        this.docker = docker;
    }

    @Override
    public Disk create(DiskOrder order) {
        String name = names.of(order.label());
        script(
                "create",
                name,
                Integer.toString(order.gib()),
                order.label().owner().cluster());
        return new Disk(order.label(), name, order.gib());
    }

    /**
     * The loop device behind which a disk is, for a machine that is about to start.
     *
     * @param disk its id
     */
    String device(String disk) {
        String device = script("attach", disk).strip();
        if (!device.startsWith("/dev/loop")) {
            throw Trouble.unavailable("A disk could not be attached.", "no loop device for " + disk + ": " + device)
                    .failure();
        }
        return device;
    }

    @Override
    public void delete(Label label) {
        String name = names.of(label);
        if (Containers.anyRuns(docker, Map.of(Containers.DISK, name))) {
            throw Mishap.diskInUse(name + " is attached to a machine that runs");
        }
        script("delete", name);
    }

    /** Only those of this installation: another one's may lie in the same folder. */
    @Override
    public Stream<Leftover> leftovers(Optional<Owner> whose) {
        return script("list")
                .lines()
                .map(line -> line.split("\t", 2))
                .map(disk -> names.leftover("disk", disk[0], disk[0], new Owner(disk[1])))
                .filter(disk -> disk.label() != null)
                .filter(disk -> whose.map(disk.owner()::equals).orElse(true));
    }

    private String script(String... arguments) {
        String helper = helper();
        String[] command = Stream.concat(
                        Stream.of("/bin/sh", "-c", SCRIPT, "disks", settings.disks()), Stream.of(arguments))
                .toArray(String[]::new);
        String what = "disks " + String.join(" ", arguments);
        return docker.ask(what, client -> {
            String exec = client.execCreateCmd(helper)
                    .withCmd(command)
                    .withAttachStdout(true)
                    .withAttachStderr(true)
                    .exec()
                    .getId();
            Output output = new Output();
            try {
                if (!client.execStartCmd(exec).exec(output).awaitCompletion(30, TimeUnit.SECONDS)) {
                    throw Trouble.unavailable("A disk could not be handled in time.", what + " timed out")
                            .failure();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(what + " was interrupted", e);
            }
            Long status = client.inspectExecCmd(exec).exec().getExitCodeLong();
            if (!Objects.equals(status, 0L)) {
                throw trouble(what + ": " + status + " " + output.text()).failure();
            }
            return output.text();
        });
    }

    private static Trouble trouble(String evidence) {
        return evidence.contains("No space left")
                ? Trouble.noCapacity("The infrastructure has no room for a disk.", evidence)
                : Trouble.unavailable("A disk could not be handled.", evidence);
    }

    private static final class Output extends ResultCallback.Adapter<Frame> {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public void onNext(Frame frame) {
            bytes.writeBytes(frame.getPayload());
        }

        String text() {
            return bytes.toString(StandardCharsets.UTF_8);
        }
    }

    /** The helper container, which is made when it is missing and started when it has died. */
    private synchronized String helper() {
        String name = "steward-disks-" + settings.installation();
        boolean runs = docker.answer(
                        "inspect " + name,
                        client -> Boolean.TRUE.equals(client.inspectContainerCmd(name)
                                .exec()
                                .getState()
                                .getRunning()))
                .orElse(false);
        if (!runs) {
            create(name);
            docker.ask("start " + name, client -> {
                client.startContainerCmd(name).exec();
                return name;
            });
        }
        return name;
    }

    private void create(String name) {
        HostConfig host = HostConfig.newHostConfig()
                .withNetworkMode("none")
                .withCapAdd(Capability.SYS_ADMIN)
                .withSecurityOpts(List.of("seccomp=unconfined", "apparmor=unconfined"))
                .withDeviceCgroupRules(List.of("b 7:* rwm", "c 10:237 rwm")) // loop devices, and their control
                .withBinds(Bind.parse("/dev:/dev"), Bind.parse(settings.disks() + ":" + settings.disks()));
        docker.ask("create " + name, client -> {
            try {
                client.createContainerCmd(settings.image())
                        .withName(name)
                        .withHostConfig(host)
                        .withLabels(Map.of(Names.INSTALLATION, settings.installation()))
                        .withEntrypoint("/bin/sleep")
                        .withCmd("infinity")
                        .withStopSignal("SIGKILL")
                        .exec();
            } catch (ConflictException e) {
                return name; // it exists, and is started below
            }
            return name;
        });
    }

    static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(LoopDisks.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
