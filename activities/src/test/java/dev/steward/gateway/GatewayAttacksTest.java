package dev.steward.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.cluster.ClusterId;
import dev.steward.tunnels.Directory;
import dev.steward.tunnels.Pass;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people must not be able to do through a gateway. */
class GatewayAttacksTest {

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
                        l.tunnelsOfInstance(),
                        l.tunnelsOfBinding(),
                        8,
                        l.connectionsOfTunnel(),
                        64,
                        16,
                        5,
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(2),
                        l.idle()));
    }

    @AfterEach
    void end() throws Exception {
        lab.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.11:PORT",
                "127.0.0.13:PORT",
                "n3:PORT",
                "n1:22",
                "leader:22",
                "localhost:GATE",
                "LEADER:PORT"
            })
    void aTunnelLeadsToItsNodesByNameAndToTheirPortAlone(String target) throws Exception {
        String there = target.replace("PORT", "" + lab.port).replace("GATE", "" + lab.gatewayPort());
        Process ssh = lab.open(lab.pass("i", "b", HOUR), local, there);
        assertThat(GatewayLab.ask(local)).isEmpty();
        assertThat(lab.said(ssh)).contains("open failed: administratively prohibited");
        assertThat(ssh.isAlive()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-o RemoteCommand=true",
                "-tt",
                "-A -X -tt",
                "-R 0:127.0.0.1:22 -N",
                "-W 127.0.0.13:22",
                "-s HOST sftp",
                "-R /run/steward-test.sock:127.0.0.1:22 -N"
            })
    void thereIsNoShellNoCommandNoSubsystemNothingBackwards(String what) throws Exception {
        Process ssh = lab.ssh(lab.pass("i", "b", HOUR), what.split(" "));
        assertThat(ssh.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(ssh.exitValue()).isNotZero();
        assertThat(lab.said(ssh)).contains("Authenticated to 127.0.0.1");
    }

    @Test
    void aCertificateThatHasExpiredOpensNothing() throws Exception {
        Pass pass = lab.pass("i", "b", Duration.ofSeconds(-1));
        isNotLetIn(pass);
    }

    @Test
    void oneThatWasRevokedOpensNothingNotEvenWhenItsBindingIsMadeAgain() throws Exception {
        Pass revoked = lab.pass("i", "b", HOUR);
        lab.directories.put(new ClusterId("i"), Directory.EMPTY);
        isNotLetIn(revoked);
        lab.pass("i", "b", HOUR);
        isNotLetIn(revoked);
    }

    @Test
    void oneOfAnotherInstanceOpensNothingHere() throws Exception {
        Pass mine = lab.pass("mine", "b", HOUR);
        Pass yours = lab.pass("yours", "b", HOUR);
        isNotLetIn(
                new Pass(yours.username(), mine.certificate(), mine.host(), mine.port(), mine.hostKey(), mine.until()));
    }

    @Test
    void oneThatAnotherAuthorityHasSignedOpensNothing() throws Exception {
        lab.pass("i", "b", HOUR);
        isNotLetIn(lab.issue(lab.passes.issueAuthority(), "i", "b", HOUR));
    }

    @Test
    void oneThatTheInstanceSignedButDoesNotKnowOpensNothing() throws Exception {
        lab.pass("i", "b", HOUR);
        isNotLetIn(lab.issue(lab.authority, "i", "b", HOUR));
    }

    @Test
    void oneThatIsMeantForAnotherPlaceOpensNothingHere() throws Exception {
        isNotLetIn(lab.pass("i", "b", HOUR, "203.0.113.0/24"));
        lab.open(lab.pass("i", "b", HOUR, "203.0.113.0/24", "127.0.0.0/8"), local, "leader:" + lab.port);
    }

    @Test
    void theCertificateWithoutItsKeyOpensNothing() throws Exception {
        Pass pass = lab.pass("i", "b", HOUR);
        Files.delete(home.resolve("user"));
        Files.delete(home.resolve("user.pub"));
        lab.keygen("user");
        isNotLetIn(pass);
    }

    @Test
    void aGatewayWithAnotherKeyIsNotTrusted() throws Exception {
        Pass pass = lab.pass("i", "b", HOUR);
        String other = lab.passes.issueAuthority().publicKey();
        Process ssh = lab.ssh(
                new Pass(pass.username(), pass.certificate(), pass.host(), pass.port(), other, pass.until()), "-N");
        assertThat(ssh.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(lab.said(ssh)).contains("Host key verification failed");
    }

    @Test
    void nobodyGetsInByAPasswordOrABareKey() throws Exception {
        Pass pass = lab.pass("i", "b", HOUR);
        try (SshClient client = SshClient.setUpDefaultClient()) {
            client.setServerKeyVerifier((s, a, k) -> true);
            client.start();
            try (ClientSession session = client.connect(pass.username(), "127.0.0.1", lab.gatewayPort())
                    .verify(Duration.ofSeconds(5))
                    .getSession()) {
                session.addPasswordIdentity("secret");
                session.addPublicKeyIdentity(dev.steward.remote.SshKeys.read(Files.readString(home.resolve("user"))));
                assertThatThrownBy(() -> session.auth().verify(Duration.ofSeconds(5)))
                        .isInstanceOf(SshException.class)
                        .hasMessageContaining("No more authentication methods");
            }
        }
    }

    @Test
    void whoFailsAgainAndAgainIsTurnedAwayAndOthersAreNot() throws Exception {
        Pass good = lab.pass("i", "b", HOUR);
        Pass bad = lab.issue(lab.authority, "i", "b", HOUR);
        for (int i = 0; i < 5; i++) {
            isNotLetIn(bad);
        }
        Process turnedAway = lab.ssh(good, "-N");
        assertThat(turnedAway.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(lab.said(turnedAway)).doesNotContain("Authenticated");
        lab.open(good, local, "leader:" + lab.port, "-b", "127.0.0.2");
        assertThat(GatewayLab.ask(local)).isEqualTo("11");
    }

    @Test
    void aThousandThatSayNothingKeepNobodyOut() throws Exception {
        Pass pass = lab.pass("i", "b", HOUR);
        List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 1000; i++) {
                Socket socket = new Socket();
                socket.connect(new InetSocketAddress("127.0.0.1", lab.gatewayPort()), 5000);
                silent.add(socket);
            }
            lab.open(pass, local, "leader:" + lab.port, "-b", "127.0.0.2");
            assertThat(GatewayLab.ask(local)).isEqualTo("11");
            assertThat(lab.meters.get("steward.tunnels.strangers").gauge().value())
                    .isLessThanOrEqualTo(16);
            for (Socket socket : silent) { // those who were let wait, for no longer than a handshake may take
                socket.setSoTimeout(8000);
                assertThat(endOf(socket)).isTrue();
            }
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
        Process tooOften = lab.ssh(pass, "-N");
        assertThat(tooOften.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(lab.said(tooOften)).as("silence is a failure").doesNotContain("Authenticated");
    }

    @Test
    void whoOpensAndLeavesAgainAndAgainHasToPause() throws Exception {
        Pass pass = lab.pass("i", "b", HOUR);
        for (int i = 0; i < 8; i++) {
            Process ssh = lab.open(pass, GatewayLab.freePort(), "leader:" + lab.port);
            ssh.destroy();
            ssh.waitFor();
        }
        Process ninth = lab.ssh(pass, "-N");
        assertThat(ninth.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(lab.said(ninth)).contains("too many tunnels were opened lately");
        lab.open(lab.pass("another", "b", HOUR), local, "leader:" + lab.port);
    }

    /** Whoever speaks a letter at a time is as silent as one who does not. */
    @Test
    void aSlowHandshakeEndsAsASilentOneDoes() throws Exception {
        try (Socket slow = new Socket("127.0.0.1", lab.gatewayPort())) {
            long begun = System.nanoTime();
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 100; i++) {
                            slow.getOutputStream().write("SSH-2.0-slow".charAt(i % 12));
                            Thread.sleep(100);
                        }
                    })
                    .isInstanceOf(IOException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(7));
        }
    }

    private static boolean endOf(Socket socket) {
        try {
            while (true) {
                if (socket.getInputStream().read() < 0) {
                    return true;
                }
            }
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true; // reset
        }
    }

    private void isNotLetIn(Pass pass) throws Exception {
        Process ssh = lab.ssh(pass, "-N");
        assertThat(ssh.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(lab.said(ssh)).contains("Permission denied (publickey)");
    }
}
