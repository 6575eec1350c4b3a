package dev.steward.journeys;

import dev.steward.cluster.Identity;
import dev.steward.cluster.NodeName;
import dev.steward.engine.ClusterView;
import dev.steward.engine.Engine;
import dev.steward.machines.MachineSize;
import dev.steward.remote.Ssh;
import dev.steward.remote.SshHosts;

/** Machines for trying what is PostgreSQL's own. */
final class PostgresqlLab implements AutoCloseable {

    static final MachineSize SIZE = EngineLab.SIZE;
    private static final String NAME = "steward-pgtest";

    private final EngineLab lab = new EngineLab(NAME, "10.90.0", "17");
    final Ssh ssh = lab.ssh;
    final SshHosts hosts = lab.hosts;

    /** A cluster of machines that have booted and been adopted. */
    ClusterView cluster(String name, int size, int firstIp, Identity identity) {
        return lab.cluster(name, size, firstIp, identity);
    }

    /** Its nodes have what PostgreSQL needs, and nothing runs. */
    void prepare(Engine engine, ClusterView cluster, Identity identity) {
        lab.prepare(engine, cluster, identity);
    }

    static String container(String cluster, NodeName node) {
        return NAME + "-" + cluster + "-" + node;
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

    static String run(String... command) {
        return EngineLab.run(command);
    }

    @Override
    public void close() {
        lab.close();
    }
}
