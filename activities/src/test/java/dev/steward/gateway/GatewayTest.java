package dev.steward.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.cluster.ClusterId;
import dev.steward.tunnels.Directory;
import dev.steward.tunnels.Pass;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people do through a gateway, with OpenSSH's own client. */
class GatewayTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    private Path home;

    private GatewayLab lab;
    private final int local = GatewayLab.freePort();

    @BeforeEach
    void aGateway() throws Exception {
        lab = new GatewayLab(
                home,
                l -> new Limits(
                        l.tunnels(),
                        3,
                        2,
                        l.openingsOfBinding(),
                        l.connectionsOfTunnel(),
                        l.strangers(),
                        l.strangersOfSource(),
                        l.failures(),
                        l.memory(),
                        l.handshake(),
                        Duration.ofSeconds(3)));
    }

    @AfterEach
    void end() throws Exception {
        lab.close();
    }

    @Test
    void theLeaderIsReachedAndWhoeverLeadsNext() throws Exception {
        Pass pass = lab.pass("i", "b", HOUR);
        lab.open(pass, local, "leader:" + lab.port);
        assertThat(GatewayLab.ask(local)).isEqualTo("11");
        try (Socket old = new Socket("127.0.0.1", local)) {
            old.getOutputStream().write("who\n".getBytes(StandardCharsets.UTF_8));
            assertThat(old.getInputStream().readNBytes(3)).hasSize(3);
            lab.grant("i", "b", pass, "n2");
            old.setSoTimeout(2000);
            assertThat(old.getInputStream().read())
                    .as("the connection to the old leader ends")
                    .isEqualTo(-1);
        }
        assertThat(GatewayLab.ask(local)).isEqualTo("12");
    }

    @Test
    void nodesAreReachedByTheirNames() throws Exception {
        lab.open(lab.pass("an instance/with any id", "b %", HOUR), local, "n2:" + lab.port);
        assertThat(GatewayLab.ask(local)).isEqualTo("12");
    }

    @Test
    void whatIsRevokedEndsWithinASecond() throws Exception {
        Process ssh = lab.open(lab.pass("i", "b", HOUR), local, "leader:" + lab.port);
        try (Socket open = new Socket("127.0.0.1", local)) {
            open.setSoTimeout(1000);
            lab.directories.put(new ClusterId("i"), Directory.EMPTY);
            assertThat(open.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(ssh.waitFor(1, TimeUnit.SECONDS)).isTrue();
        assertThat(lab.said(ssh)).contains("the tunnel is revoked");
    }

    @Test
    void whatExpiresEndsWithinASecond() throws Exception {
        Process ssh = lab.open(lab.pass("i", "b", Duration.ofSeconds(2)), local, "leader:" + lab.port);
        assertThat(ssh.waitFor(3, TimeUnit.SECONDS)).isTrue();
        assertThat(lab.said(ssh)).contains("the tunnel is expired");
    }

    @Test
    void whatIsIdleEndsAndWhatIsUsedDoesNot() throws Exception {
        Process ssh = lab.open(lab.pass("i", "b", HOUR), local, "leader:" + lab.port);
        for (int i = 0; i < 10; i++) {
            assertThat(GatewayLab.ask(local)).isEqualTo("11");
            assertThat(ssh.waitFor(400, TimeUnit.MILLISECONDS)).isFalse();
        }
        assertThat(ssh.waitFor(5, TimeUnit.SECONDS)).isTrue();
        assertThat(lab.said(ssh)).contains("the tunnel is idle");
    }

    @Test
    void itIsToldWhoCameAndWentAndHowMuchFlowed() throws Exception {
        Process ssh = lab.open(lab.pass("i", "b", HOUR), local, "leader:" + lab.port);
        GatewayLab.ask(local);
        until(() -> lab.told.size() == 1);
        assertThat(lab.told.getFirst().closed()).isNull();
        assertThat(lab.meters.get("steward.tunnels.open").gauge().value()).isEqualTo(1);
        ssh.destroy();
        until(() -> lab.told.size() == 2);
        assertThat(lab.told.get(1)).satisfies(p -> {
            assertThat(p.id()).isEqualTo(lab.told.getFirst().id());
            assertThat(p.binding()).isEqualTo("b");
            assertThat(p.from()).contains("127.0.0.1");
            assertThat(p.closed()).isNotNull();
            assertThat(p.sent()).isEqualTo(4);
            assertThat(p.received()).isEqualTo(3);
        });
        assertThat(lab.meters.get("steward.tunnels.ended").counter().count()).isEqualTo(1);
    }

    @Test
    void allBindingsOfAnInstanceHaveOnlySoManyTunnelsAtATime() throws Exception {
        Pass first = lab.pass("i", "b", HOUR);
        Pass second = lab.issue(lab.authority, "i", "c", HOUR);
        lab.grantBeside("i", "c", second);
        lab.open(first, local, "leader:" + lab.port);
        lab.open(first, GatewayLab.freePort(), "leader:" + lab.port);
        lab.open(second, GatewayLab.freePort(), "leader:" + lab.port);
        Process fourth = lab.ssh(second, "-N");
        assertThat(fourth.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(lab.said(fourth)).contains("too many tunnels are open");
        lab.open(lab.pass("another", "b", HOUR), GatewayLab.freePort(), "leader:" + lab.port);
    }

    @Test
    void aBindingHasOnlySoManyTunnelsAtATime() throws Exception {
        Pass pass = lab.pass("i", "b", HOUR);
        lab.open(pass, local, "leader:" + lab.port);
        lab.open(pass, GatewayLab.freePort(), "leader:" + lab.port);
        Process third = lab.ssh(pass, "-N");
        assertThat(third.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(lab.said(third)).contains("too many tunnels are open");
    }

    private static void until(BooleanSupplier what) throws InterruptedException {
        for (int i = 0; i < 250 && !what.getAsBoolean(); i++) {
            Thread.sleep(20);
        }
        assertThat(what.getAsBoolean()).as("it has happened").isTrue();
    }
}
