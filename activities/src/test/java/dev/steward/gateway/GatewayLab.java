package dev.steward.gateway;

import dev.steward.cluster.ClusterId;
import dev.steward.cluster.UserAuthority;
import dev.steward.tunnels.Directory;
import dev.steward.tunnels.Directory.Grant;
import dev.steward.tunnels.Pass;
import dev.steward.tunnels.Passage;
import dev.steward.tunnels.TunnelName;
import dev.steward.tunnels.TunnelOrder;
import dev.steward.tunnels.TunnelWish;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A real gateway before nodes that answer by their names; clusters are directories that the test writes. */
final class GatewayLab implements Registry, AutoCloseable {

    final Path home;
    final int port = freePort();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final Map<ClusterId, Directory> directories = new ConcurrentHashMap<>();
    final List<Passage> told = new CopyOnWriteArrayList<>();
    final Gateway gateway;
    final Passes passes;
    final UserAuthority authority;
    private final List<Process> processes = new ArrayList<>();
    private final List<ServerSocket> nodes = new ArrayList<>();

    GatewayLab(Path home, UnaryOperator<Limits> limits) throws Exception {
        this.home = home;
        keygen("host");
        keygen("user");
        GatewaySettings settings = new GatewaySettings(
                "127.0.0.1", 0, "127.0.0.1", freePort(), home.resolve("host"), limits.apply(Limits.DEFAULT));
        gateway = new Gateway(settings, this, meters);
        passes = new Passes(new GatewaySettings(
                "127.0.0.1", 0, "127.0.0.1", gatewayPort(), home.resolve("host"), settings.limits()));
        authority = passes.issueAuthority();
        for (String node : List.of("11", "12", "13")) {
            ServerSocket listening = new ServerSocket(port, 50, InetAddress.getByName("127.0.0." + node));
            nodes.add(listening);
            serve(listening, node);
        }
    }

    int gatewayPort() {
        return gateway.address().getPort();
    }

    @Override
    public Directory directory(ClusterId cluster) {
        return directories.getOrDefault(cluster, Directory.EMPTY);
    }

    @Override
    public void tell(ClusterId cluster, Passage passage) {
        told.add(passage);
    }

    /** A pass for the user's key that the instance knows; {@code n1} leads. */
    Pass pass(String instance, String binding, Duration life, String... sources) throws IOException {
        Pass pass = issue(authority, instance, binding, life, sources);
        grant(instance, binding, pass, "n1");
        return pass;
    }

    Pass issue(UserAuthority by, String instance, String binding, Duration life, String... sources) throws IOException {
        TunnelWish wish =
                new TunnelWish(Files.readString(home.resolve("user.pub")).strip(), life, List.of(sources));
        TunnelName name = new TunnelName(new ClusterId(instance), binding);
        return passes.issue(new TunnelOrder(name, by, wish, Instant.now().plus(life)));
    }

    void grant(String instance, String binding, Pass pass, String leader) {
        directories.put(
                new ClusterId(instance),
                new Directory(
                        "lab",
                        authority.publicKey(),
                        List.of(new Grant(binding, pass.certificate(), port, pass.until())),
                        Map.of("n1", "127.0.0.11", "n2", "127.0.0.12"),
                        leader));
    }

    /** The instance knows this pass, too. */
    void grantBeside(String instance, String binding, Pass pass) {
        directories.computeIfPresent(
                new ClusterId(instance),
                (id, known) -> new Directory(
                        known.infrastructure(),
                        known.authority(),
                        Stream.concat(
                                        known.grants().stream(),
                                        Stream.of(new Grant(binding, pass.certificate(), port, pass.until())))
                                .toList(),
                        known.nodes(),
                        known.leader()));
    }

    /** OpenSSH's client with this pass, and what it is to do, before or around {@code HOST}. */
    Process ssh(Pass pass, String... what) throws IOException {
        Path folder = Files.createTempDirectory(home, "ssh");
        Files.writeString(folder.resolve("cert.pub"), pass.certificate() + "\n");
        Files.writeString(folder.resolve("known_hosts"), pass.knownHosts() + "\n");
        List<String> command = new ArrayList<>(
                List.of("ssh", "-v", "-F", "none", "-i", home.resolve("user").toString(), "-o", "BatchMode=yes"));
        for (String option : List.of(
                "CertificateFile=" + folder.resolve("cert.pub"),
                "UserKnownHostsFile=" + folder.resolve("known_hosts"),
                "GlobalKnownHostsFile=/dev/null",
                "StrictHostKeyChecking=yes",
                "IdentitiesOnly=yes",
                "ExitOnForwardFailure=yes",
                "PermitLocalCommand=yes",
                "LocalCommand=echo open")) {
            command.addAll(List.of("-o", option));
        }
        command.addAll(List.of("-p", Integer.toString(pass.port())));
        command.addAll(List.of("-l", pass.username()));
        command.addAll(List.of(what));
        if (!Collections.replaceAll(command, "HOST", pass.host())) {
            command.add(pass.host());
        }
        Process ssh = new ProcessBuilder(command)
                .redirectError(folder.resolve("err").toFile())
                .start();
        processes.add(ssh);
        errors.put(ssh, folder.resolve("err"));
        return ssh;
    }

    private final Map<Process, Path> errors = new ConcurrentHashMap<>();

    String said(Process ssh) throws IOException {
        return Files.readString(errors.get(ssh));
    }

    /** An open tunnel from this local port to a target. */
    Process open(Pass pass, int local, String target, String... more) throws IOException {
        List<String> what = new ArrayList<>(List.of("-N", "-L", "127.0.0.1:" + local + ":" + target));
        what.addAll(List.of(more));
        Process ssh = ssh(pass, what.toArray(String[]::new));
        String line = ssh.inputReader(StandardCharsets.UTF_8).readLine();
        if (!"open".equals(line)) {
            throw new IOException(said(ssh));
        }
        return ssh;
    }

    /** What answers there: a node's number, or nothing. */
    static String ask(int local) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", local)) {
            socket.setSoTimeout(5000);
            socket.getOutputStream().write("who\n".getBytes(StandardCharsets.UTF_8));
            byte[] answer = socket.getInputStream().readNBytes(3);
            return new String(answer, StandardCharsets.UTF_8).strip();
        } catch (SocketException e) { // it was reset
            return "";
        }
    }

    private static void serve(ServerSocket listening, String name) {
        Thread.ofVirtual().start(() -> {
            while (true) {
                try {
                    Socket client = listening.accept();
                    Thread.ofVirtual().start(() -> answer(client, name));
                } catch (IOException e) {
                    return;
                }
            }
        });
    }

    private static void answer(Socket client, String name) {
        try (client) {
            while (client.getInputStream().readNBytes(4).length == 4) {
                client.getOutputStream().write((name + "\n").getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            Thread.currentThread().interrupt();
        }
    }

    void keygen(String name) throws Exception {
        int status = new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", "" + home.resolve(name))
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException("ssh-keygen ended with " + status);
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress("0.0.0.0", 0));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws Exception {
        processes.forEach(Process::destroyForcibly);
        gateway.close();
        for (ServerSocket node : nodes) {
            node.close();
        }
    }
}
