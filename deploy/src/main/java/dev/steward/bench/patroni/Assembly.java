package dev.steward.bench.patroni;

import dev.steward.bench.Spoilt;
import dev.steward.bench.Waiting;
import dev.steward.lab.LabMachine;
import dev.steward.platform.Credentials;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Makes a Patroni cluster of machines: etcd on one that no episode touches, PostgreSQL and Patroni on the others. */
final class Assembly {

    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final Machinery machinery;
    private final Timing timing;
    private final Passwords passwords = Passwords.make();

    Assembly(Machinery machinery, Timing timing) {
        this.machinery = machinery;
        this.timing = timing;
    }

    /** Returns access for an application when there is a leader; standbys may still be copying. */
    Credentials assemble() {
        LabMachine etcd = machinery.etcd();
        Script.named("etcd.sh").on(machinery.lab(), etcd, etcd.ip());
        String certificate = certificate(etcd);
        start("n1", certificate);
        Members members = new Members(machinery);
        if (!Waiting.until(LIMIT, () -> members.leader().isPresent())) {
            throw new Spoilt("Patroni's first node did not become a leader");
        }
        start("n2", certificate);
        start("n3", certificate);
        LabMachine leader = machinery.machine("n1");
        machinery.lab().write(leader, "/root/application.sql", """
                set synchronous_commit = local;
                create role application login password '%s';
                create database service owner application;
                """.formatted(passwords.application()));
        Script.named("application.sh").on(machinery.lab(), leader);
        return credentials(certificate.substring(certificate.indexOf("-----BEGIN CERTIFICATE")));
    }

    private String certificate(LabMachine maker) {
        String[] ips = machinery.nodes().stream().map(LabMachine::ip).toArray(String[]::new);
        return Script.named("certificate.sh").on(machinery.lab(), maker, ips);
    }

    private void start(String node, String certificate) {
        LabMachine machine = machinery.machine(node);
        machinery.lab().write(machine, "/etc/peer.pem", certificate);
        machinery.lab().write(machine, "/etc/patroni/config.yml", configuration(node, machine.ip()));
        Script.named("node.sh").on(machinery.lab(), machine);
    }

    private String configuration(String node, String ip) {
        String parameters = timing.parameters().entrySet().stream()
                .map(e -> "    " + e.getKey() + ": " + e.getValue() + "\n")
                .sorted()
                .collect(Collectors.joining());
        return Script.named("patroni.yml")
                .with("NODE", node)
                .with("IP", ip)
                .with("ETCD", machinery.etcd().ip())
                .with("TTL", timing.ttl())
                .with("LOOP_WAIT", timing.loopWait())
                .with("RETRY_TIMEOUT", timing.retryTimeout())
                .with("PRIMARY_START_TIMEOUT", timing.primaryStartTimeout())
                .with("SUPERUSER", passwords.superuser())
                .with("REPLICATOR", passwords.replicator())
                .with("PARAMETERS", parameters)
                .text();
    }

    /** In the form of Steward's bindings, so that the writers do the same with both. */
    private Credentials credentials(String certificate) {
        List<String> ips = machinery.nodes().stream().map(LabMachine::ip).toList();
        String nodes = ips.stream().map(ip -> ip + ":5432").collect(Collectors.joining(","));
        String access = "user=application&password=" + passwords.application();
        return new Credentials(
                "postgresql://application:" + passwords.application() + "@" + nodes
                        + "/service?target_session_attrs=read-write&sslmode=require&connect_timeout=2",
                "jdbc:postgresql://" + nodes + "/service?" + access
                        + "&targetServerType=primary&hostRecheckSeconds=1&connectTimeout=2&tcpKeepAlive=true"
                        + "&sslmode=require",
                ips.getFirst(),
                ips,
                5432,
                "service",
                "application",
                passwords.application(),
                certificate);
    }
}
