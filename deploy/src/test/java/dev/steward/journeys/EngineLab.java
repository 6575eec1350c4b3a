package dev.steward.journeys;

import dev.steward.cluster.ClusterId;
import dev.steward.cluster.Epoch;
import dev.steward.cluster.Extras;
import dev.steward.cluster.Identity;
import dev.steward.cluster.NodeName;
import dev.steward.engine.ClusterView;
import dev.steward.engine.Engine;
import dev.steward.engine.Host;
import dev.steward.engine.NodeOrder;
import dev.steward.machines.Address;
import dev.steward.machines.HostKey;
import dev.steward.machines.MachineSize;
import dev.steward.remote.Ssh;
import dev.steward.remote.SshHosts;
import dev.steward.tunnel.PersonalKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Machines for trying an engine, made with the docker command, without an infrastructure of ours in between. */
final class EngineLab implements AutoCloseable {

    static final MachineSize SIZE = new MachineSize(1, 512);

    private final String name;
    private final String subnet;
    private final String version;
    private static final String RECIPE = """
            FROM %s
            RUN rm -f /etc/ssh/ssh_host_* ; systemctl enable ssh.service ; mkdir -p -m 700 /root/.ssh
            """;

    private final Path folder;
    private final List<String> loops = new ArrayList<>();
    private final List<String> containers = new ArrayList<>();
    final Ssh ssh;
    final SshHosts hosts;

    /**
     * A lab of its own.
     *
     * @param name of its network and image, and before those of its machines
     * @param subnet the first three bytes of its addresses
     * @param version of the data service
     */
    EngineLab(String name, String subnet, String version) {
        this.name = name;
        this.subnet = subnet;
        this.version = version;
        try {
            folder = Files.createTempDirectory(Path.of("/var/tmp"), name);
            PersonalKey.write(folder.resolve("key"));
            ssh = new Ssh(Files.readString(folder.resolve("key")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        hosts = new SshHosts(ssh);
        removeLeftovers();
        feed(RECIPE.formatted(base()), "docker", "build", "-q", "-t", name, "-");
        run("docker", "network", "create", "--subnet", subnet + ".0/24", name);
    }

    private static String base() {
        String ours = run("docker", "images", "-q", "steward-machine").strip();
        return ours.isEmpty() ? "trixie:try" : ours.lines().findFirst().orElseThrow();
    }

    private void removeLeftovers() {
        for (String id : run("docker", "ps", "-aq", "--filter", "network=" + name)
                .lines()
                .toList()) {
            run("docker", "rm", "-f", id);
        }
        if (!run("docker", "network", "ls", "-q", "--filter", "name=^" + name + "$")
                .isBlank()) {
            run("docker", "network", "rm", name);
        }
    }

    /** A cluster of machines that have booted and been adopted. */
    ClusterView cluster(String name, int size, int firstIp, Identity identity) {
        List<Host> made = Stream.iterate(1, i -> i + 1)
                .limit(size)
                .map(i -> machine(name, i, subnet + "." + (firstIp + i)))
                .toList();
        return new ClusterView(
                new ClusterId(name),
                Epoch.FIRST,
                version,
                Map.of(),
                Extras.NONE,
                made,
                NodeName.of(1),
                identity.authority().certificate(),
                identity.control());
    }

    /** Its nodes have what the data service needs, and nothing runs. */
    void prepare(Engine engine, ClusterView cluster, Identity identity) {
        cluster.hosts().forEach(h -> engine.prepare(new NodeOrder(cluster, h.node(), identity.authority(), SIZE)));
    }

    private Host machine(String cluster, int ordinal, String ip) {
        HostKey born = hosts.issueHostKey();
        String container = container(cluster, NodeName.of(ordinal));
        String loop = disk(container);
        run(
                "docker",
                "create",
                "--name",
                container,
                "--hostname",
                container,
                "--network",
                name,
                "--ip",
                ip,
                "--cgroupns=private",
                "--tmpfs",
                "/run",
                "--tmpfs",
                "/run/lock",
                "--tmpfs",
                "/tmp",
                "--cap-add",
                "SYS_ADMIN",
                "--cap-add",
                "NET_ADMIN",
                "--security-opt",
                "seccomp=unconfined",
                "--stop-signal=SIGRTMIN+3",
                "-e",
                "container=docker",
                "--memory",
                "1g",
                "--device",
                loop + ":/dev/steward-data",
                name,
                "/sbin/init");
        containers.add(container);
        copy(container, born.privateKey(), "/etc/ssh/ssh_host_ecdsa_key", "600");
        copy(container, read("key.pub"), "/root/.ssh/authorized_keys", "600");
        run("docker", "start", container);
        return new Host(NodeName.of(ordinal), ip, hosts.adopt(new Address(ip, ip), born));
    }

    private String disk(String container) {
        Path file = folder.resolve(container + ".img");
        run("truncate", "-s", "2G", file.toString());
        String loop = run("losetup", "-f", "--show", file.toString()).strip();
        loops.add(loop);
        return loop;
    }

    private void copy(String container, String content, String path, String mode) {
        try {
            Path file = Files.writeString(folder.resolve("copied"), content);
            run("chmod", mode, file.toString());
            run("docker", "cp", file.toString(), container + ":" + path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String container(String cluster, NodeName node) {
        return name + "-" + cluster + "-" + node;
    }

    /** A shell line on a machine, past everything that is being tested. */
    String on(String cluster, NodeName node, String line) {
        return run("docker", "exec", container(cluster, node), "bash", "-c", line);
    }

    /** Power off and on. Returns when it answers. */
    void powerCut(ClusterView cluster, NodeName node) {
        Host host = cluster.host(node);
        run("docker", "restart", "-t", "0", container(cluster.id().value(), node));
        hosts.awaitAnswer(new Address(host.ip(), host.ip()), host.hostKey());
    }

    @Override
    public void close() {
        ssh.close();
        if (Boolean.getBoolean("keep")) {
            return; // for looking at what went wrong; the next run removes them
        }
        giveBack();
        run("docker", "network", "rm", name);
        run("rm", "-rf", folder.toString());
    }

    /** All machines and disks. */
    void giveBack() {
        containers.forEach(c -> run("docker", "rm", "-f", c));
        loops.forEach(l -> run("losetup", "-d", l));
        containers.clear();
        loops.clear();
    }

    static String run(String... command) {
        return feed(null, command);
    }

    private static String feed(@Nullable String stdin, String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            if (stdin != null) {
                process.outputWriter().append(stdin).flush();
            }
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
