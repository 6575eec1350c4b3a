package dev.steward.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** With a process that does nothing but listen; its port is held by the test itself. */
@EnabledOnOs(OS.LINUX)
class RecordedDaemonTest {

    @TempDir
    Path state;

    private ServerSocket port;
    private Process process;

    @BeforeEach
    void runs() throws IOException {
        Files.createDirectories(state.resolve("run"));
        Files.createDirectories(state.resolve("log"));
        port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ProcessBuilder builder = new ProcessBuilder("sleep", "600");
        builder.environment().put("MARK", "a=b c");
        process = builder.start();
        Files.writeString(record(), process.pid() + " " + born(process.pid()) + " print-1\n");
    }

    @AfterEach
    void ends() throws IOException {
        process.destroyForcibly();
        ProcessHandle.of(pid()).ifPresent(ProcessHandle::destroyForcibly);
        port.close();
    }

    @Test
    void itIsKilledAndComesBackAsItWas() throws Exception {
        RecordedDaemon daemon = RecordedDaemon.of("worker", state, port.getLocalPort());
        daemon.kill();
        assertThat(process.waitFor()).isNotZero();
        daemon.start();

        String command;
        do { // what gives it a session of its own has to become it first, and has no name while it does
            command = Files.readString(Path.of("/proc", Long.toString(pid()), "cmdline"));
        } while (command.isEmpty() || command.startsWith("setsid"));
        String entry = Files.readString(record()).strip();
        assertThat(entry).isEqualTo(pid() + " " + born(pid()) + " print-1");
        assertThat(pid()).isNotEqualTo(process.pid());
        assertThat(Files.readString(Path.of("/proc", Long.toString(pid()), "environ")))
                .contains("MARK=a=b c\0");
        assertThat(command).isEqualTo("sleep\000600\000");
    }

    @Test
    void killedTwiceItIsDeadOnce() {
        RecordedDaemon daemon = RecordedDaemon.of("worker", state, port.getLocalPort());
        daemon.kill();
        daemon.kill();
        daemon.start();
    }

    @Test
    void aStrangerWhoGotTheNumberIsNoDaemonOfOurs() throws IOException {
        Files.writeString(record(), process.pid() + " 1 print-1\n");
        assertThatThrownBy(() -> RecordedDaemon.of("worker", state, port.getLocalPort()))
                .hasMessageContaining("does not run");
        assertThat(process.isAlive()).isTrue();
    }

    private Path record() {
        return state.resolve("run").resolve("worker.process");
    }

    private long pid() throws IOException {
        return Long.parseLong(Files.readString(record()).split(" ")[0]);
    }

    private static String born(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[19];
    }
}
