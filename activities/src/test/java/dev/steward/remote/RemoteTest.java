package dev.steward.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.command.CommandFactory;
import org.apache.sshd.server.shell.ProcessShellFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against a real SSH server in this process. */
class RemoteTest {

    @TempDir
    private Path folder;

    /** Else a piece of work that is not wanted any more would keep a deletion waiting for hours. */
    @Test
    @Timeout(90)
    void aCommandThatDoesNotEndIsLeftWhenItsThreadIsInterrupted() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        KeyPair key = key();
        try (SshServer server = server(key, (channel, command) -> new Endless(begun));
                Ssh ssh = new Ssh(privateKey(key))) {
            Remote machine = machine(ssh, server, key);
            CompletableFuture<Throwable> ended = new CompletableFuture<>();
            Thread thread = Thread.ofVirtual().start(() -> {
                try {
                    machine.run(Duration.ofMinutes(5), "endless");
                    ended.complete(new AssertionError("it ended"));
                } catch (RuntimeException e) {
                    ended.complete(e);
                }
            });
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            thread.interrupt();
            assertThat(ended.get(3, TimeUnit.SECONDS))
                    .isInstanceOf(ApplicationFailure.class)
                    .hasMessageContaining("endless is not waited for any more");
        }
    }

    /** A command that hangs may hold the lock that the next one, a seal, waits for. */
    @Test
    @Timeout(90)
    void aCommandThatDoesNotEndIsEndedOnTheMachineWithAllThatItBegan() throws Exception {
        Path lock = Files.createFile(folder.resolve("lock"));
        KeyPair key = key();
        try (SshServer server = server(key, RemoteTest::shell);
                Ssh ssh = new Ssh(privateKey(key))) {
            Remote machine = machine(ssh, server, key);
            machine.run(Duration.ofSeconds(10), "true"); // connects, which takes its time on a busy machine
            String hangs = "exec 9>>\"$1\"; flock 9; sleep 300; echo";
            assertThatThrownBy(() -> machine.run(Duration.ofSeconds(1), "bash", "-c", hangs, "hangs", lock.toString()))
                    .isInstanceOf(ApplicationFailure.class)
                    .hasMessageContaining("bash did not end within 1000 ms and was ended");
            assertThat(machine.run(Duration.ofSeconds(10), "flock", lock.toString(), "echo", "free"))
                    .isEqualTo("free\n");
        }
    }

    private static Command shell(ChannelSession channel, String command) throws IOException {
        return new ProcessShellFactory(command, "sh", "-c", command).createShell(channel);
    }

    private static KeyPair key() throws Exception {
        KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
        keys.initialize(new ECGenParameterSpec("secp256r1"));
        return keys.generateKeyPair();
    }

    private static Remote machine(Ssh ssh, SshServer server, KeyPair key) {
        return new Remote(new PinnedSession(ssh.client(), "127.0.0.1", server.getPort(), key.getPublic()));
    }

    private static SshServer server(KeyPair key, CommandFactory commands) throws IOException {
        SshServer server = SshServer.setUpDefaultServer();
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(KeyPairProvider.wrap(key));
        server.setPublickeyAuthenticator((user, offered, session) -> true);
        server.setCommandFactory(commands);
        server.start();
        return server;
    }

    private String privateKey(KeyPair key) throws Exception {
        Path file = folder.resolve("key");
        try (OutputStream out = Files.newOutputStream(file)) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(
                    key, PublicKeyEntry.toString(key.getPublic()), null, out);
        }
        return Files.readString(file);
    }

    /** Begins, and never ends by itself. */
    private record Endless(CountDownLatch begun) implements Command {
        @Override
        public void start(ChannelSession channel, Environment environment) {
            begun.countDown();
        }

        @Override
        public void destroy(ChannelSession channel) {}

        @Override
        public void setInputStream(InputStream in) {}

        @Override
        public void setOutputStream(OutputStream out) {}

        @Override
        public void setErrorStream(OutputStream err) {}

        @Override
        public void setExitCallback(ExitCallback callback) {}
    }
}
