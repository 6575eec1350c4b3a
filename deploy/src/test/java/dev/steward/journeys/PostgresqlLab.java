package dev.steward.journeys;

import dev.steward.cluster.ClusterId;
import dev.steward.cluster.Epoch;
import dev.steward.cluster.Extras;
import dev.steward.cluster.Identity;
import dev.steward.cluster.NodeName;
import dev.steward.engine.ClusterView;
import dev.steward.engine.Host;
import dev.steward.engine.NodeOrder;
import dev.steward.engine.postgresql.PostgresqlEngine;
import dev.steward.machines.Address;
import dev.steward.machines.HostKey;
import dev.steward.machines.MachineSize;
import dev.steward.remote.Ssh;
import dev.steward.remote.SshHosts;
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
final class PostgresqlLab implements AutoCloseable {

    static final MachineSize SIZE = new MachineSize(1, 512);

    private static final String NETWORK = "steward-pgtest";
    private static final String IMAGE = "steward-pgtest";
    private static final String RECIPE = """
            FROM %s
            RUN rm -f /etc/ssh/ssh_host_* ; systemctl disable postgresql.service ; systemctl mask postgresql@17-main.service ; \
                systemctl enable ssh.service ; mkdir -p -m 700 /root/.ssh
            """;

    private final Path folder;
    private final List<String> loops = new ArrayList<>();
    private final List<String> containers = new ArrayList<>();
    final Ssh ssh;
    final SshHosts hosts;

    PostgresqlLab() {
        try {
            folder = Files.createTempDirectory(Path.of("/var/tmp"), "steward-pgtest");
            run(
                    "ssh-keygen",
                    "-q",
                    "-t",
                    "ed25519",
                    "-N",
                    "",
                    "-f",
                    folder.resolve("key").toString());
            ssh = new Ssh(Files.readString(folder.resolve("key")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        hosts = new SshHosts(ssh);
        removeLeftovers();
        feed(RECIPE.formatted(base()), "docker", "build", "-q", "-t", IMAGE, "-");
        run("docker", "network", "create", "--subnet", "10.90.0.0/24", NETWORK);
    }

    private static String base() {
        String ours = run("docker", "images", "-q", "steward-machine").strip();
        return ours.isEmpty() ? "trixie:try" : ours.lines().findFirst().orElseThrow();
    }

    private static void removeLeftovers() {
        for (String id : run("docker", "ps", "-aq", "--filter", "network=" + NETWORK)
                .lines()
                .toList()) {
            run("docker", "rm", "-f", id);
        }
        if (!run("docker", "network", "ls", "-q", "--filter", "name=^" + NETWORK + "$")
                .isBlank()) {
            run("docker", "network", "rm", NETWORK);
        }
    }

    /** A cluster of machines that have booted and been adopted. */
    ClusterView cluster(String name, int size, int firstIp, Identity identity) {
        List<Host> made = Stream.iterate(1, i -> i + 1)
                .limit(size)
                .map(i -> machine(name, i, "10.90.0." + (firstIp + i)))
                .toList();
        return new ClusterView(
                new ClusterId(name),
                Epoch.FIRST,
                "17",
                Map.of(),
                Extras.NONE,
                made,
                NodeName.of(1),
                identity.authority().certificate(),
                identity.control());
    }

    /** Its nodes have what PostgreSQL needs, and nothing runs. */
    void prepare(PostgresqlEngine engine, ClusterView cluster, Identity identity) {
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
                NETWORK,
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
                IMAGE,
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

    static String container(String cluster, NodeName node) {
        return "steward-pgtest-" + cluster + "-" + node;
    }

    /** A shell line on a machine, past everything that is being tested. */
    static String on(String cluster, NodeName node, String line) {
        return run("docker", "exec", container(cluster, node), "bash", "-c", line);
    }

    /** SQL on a machine's PostgreSQL. */
    static String sql(String cluster, NodeName node, String sql) {
        return run(
                        "docker",
                        "exec",
                        "-u",
                        "postgres",
                        container(cluster, node),
                        "psql",
                        "-h",
                        "/run/steward-postgresql",
                        "-XAtq",
                        "-c",
                        sql)
                .strip();
    }

    @Override
    public void close() {
        ssh.close();
        if (Boolean.getBoolean("keep")) {
            return; // for looking at what went wrong; the next run removes them
        }
        containers.forEach(c -> run("docker", "rm", "-f", c));
        loops.forEach(l -> run("losetup", "-d", l));
        run("docker", "network", "rm", NETWORK);
        run("rm", "-rf", folder.toString());
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
