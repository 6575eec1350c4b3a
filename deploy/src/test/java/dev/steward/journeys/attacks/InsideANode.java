package dev.steward.journeys.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.steward.journeys.Settings;
import dev.steward.journeys.Shell;
import dev.steward.lab.LabMachine;
import dev.steward.platform.Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** What somebody tries who has become root on one of his machines. */
record InsideANode(Tenants tenants) {

    /** Says how a connection goes: open, refused, or without an answer. */
    private static final String KNOCK = """
            if timeout 2 bash -c 'exec 3<>"/dev/tcp/$0/$1"' "$1" "$2" 2>/dev/null; then echo open
            elif [ $? = 124 ]; then echo unanswered; else echo refused; fi
            """;

    Stream<DynamicTest> tests() {
        return Stream.of(
                dynamicTest("another tenant's machines do not answer", this::neighbours),
                dynamicTest("what Steward listens at does not either", this::controlPlane),
                dynamicTest("nor does an infrastructure's API", this::infrastructure),
                dynamicTest("a cluster's certificates open no other", this::certificates));
    }

    private void neighbours() {
        LabMachine mine = mine();
        LabMachine their = tenants.machine(tenants.bind(Tenants.B, "neighbour").host());
        List<String> ports = listening(their);
        assertThat(ports).contains("5432", "22");
        for (String port : ports) {
            assertThat(knock(mine, their.ip(), port)).as(port).isIn("refused", "unanswered");
        }
        assertThat(knock(tenants.machine(peer()), mine.ip(), "5432"))
                .as("control: one's own leader")
                .isEqualTo("open");
        Shell.run(List.of("docker", "network", "connect", their.network(), mine.id()));
        try {
            for (String port : ports) {
                assertThat(knock(mine, their.ip(), port))
                        .as("control: without the networks' parting")
                        .isEqualTo("open");
            }
        } finally {
            Shell.run(List.of("docker", "network", "disconnect", their.network(), mine.id()));
        }
    }

    /** Everything that a machine listens at for others, and one port at which it does for this test. */
    private List<String> listening(LabMachine machine) {
        String another = "systemd-run -q --unit knocked --property RuntimeMaxSec=120 "
                + "perl -MIO::Socket::INET -e 'my $s = IO::Socket::INET->new(Listen => 9, LocalPort => 7777, Reuse => 1) "
                + "or die $!; while (my $c = $s->accept) { close $c }'";
        String ports = "for i in $(seq 50); do ss -ltnH | grep -q :7777 && break; sleep 0.1; done; "
                + "ss -ltnH | awk '{print $4}' | grep -vE '^(127|.::1)' | sed 's/.*://' | sort -un";
        tenants.steward().lab().run(machine, another);
        List<String> open = tenants.steward().lab().run(machine, ports).lines().toList();
        assertThat(open).contains("7777");
        return open;
    }

    private void controlPlane() {
        Settings settings = tenants.steward().settings();
        for (int port : List.of(settings.brokerPort, settings.workerPort, settings.temporalPort, settings.tunnelPort)) {
            assertThat(knock(mine(), gateway(), Integer.toString(port)))
                    .as("" + port)
                    .isIn("refused", "unanswered");
            assertThat(onHost("127.0.0.1", port)).as("control: on its host").isEqualTo("open");
        }
    }

    private void infrastructure() {
        for (String port : List.of("2375", "2376")) {
            assertThat(knock(mine(), gateway(), port)).isIn("refused", "unanswered");
        }
        String sockets = "find / -xdev -name 'docker*.sock' 2>/dev/null | wc -l";
        assertThat(tenants.steward().lab().run(mine(), sockets)).isEqualToIgnoringWhitespace("0");
        String secrets = "grep -rlsE 'sshsig|BEGIN OPENSSH PRIVATE KEY' /root /etc/steward | wc -l";
        assertThat(tenants.steward().lab().run(mine(), secrets)).isEqualToIgnoringWhitespace("0");
    }

    private void certificates() throws IOException {
        Credentials a = tenants.bind(Tenants.A, "writer");
        Credentials b = tenants.bind(Tenants.B, "neighbour");
        Path ofA = certificatesOf(tenants.machine(a.host()), a);
        Path ofB = certificatesOf(tenants.machine(b.host()), b);
        for (String database : List.of("dbname=postgres", "replication=1")) {
            assertThatThrownBy(() -> asReplicator(b.host(), ofB, ofA, database))
                    .as("A's certificate at B's server")
                    .hasMessageContaining("unknown ca");
            asReplicator(b.host(), ofB, ofB, database);
        }
        assertThatThrownBy(() -> asReplicator(b.host(), ofA, ofB, "dbname=postgres"))
                .as("B's server by A's authority")
                .hasMessageContaining("certificate verify failed");
    }

    private static void asReplicator(String host, Path authority, Path own, String database) {
        String info =
                "host=%s port=5432 user=replicator %s sslmode=verify-full sslrootcert=%s/ca sslcert=%s/crt sslkey=%s/key"
                        .formatted(host, database, authority, own, own);
        Shell.run(List.of(
                "psql", "-wXqAt", "-d", info, "-c", database.startsWith("db") ? "select 1" : "IDENTIFY_SYSTEM"));
    }

    /** A cluster's authority, and what root finds on its nodes. */
    private Path certificatesOf(LabMachine node, Credentials access) throws IOException {
        Path folder = Files.createTempDirectory(
                tenants.steward().settings().home,
                "replicator",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(folder.resolve("ca"), access.cacrt());
        Files.writeString(folder.resolve("crt"), tls(node, "replicator.crt"));
        Path key = Files.writeString(folder.resolve("key"), tls(node, "replicator.key"));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        return folder;
    }

    private String tls(LabMachine node, String name) {
        return tenants.steward().lab().run(node, "cat /etc/steward/tls/" + name);
    }

    private LabMachine mine() {
        return tenants.machine(tenants.bind(Tenants.A, "writer").host());
    }

    private String peer() {
        Credentials a = tenants.bind(Tenants.A, "writer");
        return a.hosts().stream().filter(h -> !h.equals(a.host())).findFirst().orElseThrow();
    }

    private String gateway() {
        return tenants.steward()
                .lab()
                .run(mine(), "ip route show default | cut -d ' ' -f 3")
                .strip();
    }

    private String knock(LabMachine from, String host, String port) {
        return tenants.steward().lab().run(from, KNOCK, host, port).strip();
    }

    private static String onHost(String host, int port) {
        return Shell.run(List.of("bash", "-c", KNOCK, "knock", host, Integer.toString(port)))
                .strip();
    }
}
