package dev.steward.tunnel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A tunnel that OpenSSH's client keeps open, with its files in a folder of its own. */
public final class OpenSsh implements AutoCloseable {

    private static final List<String> FILES = List.of("steward-cert.pub", "steward-known_hosts", "steward-ca.crt");

    private final Key key;
    private final Path folder;
    private final Process ssh;

    private OpenSsh(Key key, Path folder, Process ssh) {
        this.key = key;
        this.folder = folder;
        this.ssh = ssh;
    }

    /**
     * Opens it, and returns when it is open.
     *
     * @param privateKey of the key that was certified; empty: where ssh looks by itself
     * @throws IOException when it can't be; ssh has said why
     */
    public static OpenSsh open(Key key, Optional<Path> privateKey) throws IOException {
        return open(key, privateKey, "leader");
    }

    /** The same to this target. */
    public static OpenSsh open(Key key, Optional<Path> privateKey, String target) throws IOException {
        Path folder = Files.createTempDirectory("steward-tunnel-");
        Files.writeString(folder.resolve("steward-cert.pub"), key.tunnel("certificate") + "\n");
        Files.writeString(folder.resolve("steward-known_hosts"), key.tunnel("known_hosts") + "\n");
        Files.writeString(folder.resolve("steward-ca.crt"), key.authority());
        Process ssh = new ProcessBuilder(command(key, privateKey, target, folder))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        OpenSsh tunnel = new OpenSsh(key, folder, ssh);
        if (!"open".equals(ssh.inputReader(StandardCharsets.UTF_8).readLine())) {
            tunnel.close();
            throw new IOException("the tunnel was not opened; ssh has said why");
        }
        return tunnel;
    }

    private static List<String> command(Key key, Optional<Path> privateKey, String target, Path folder) {
        List<String> command = new ArrayList<>(List.of("ssh", "-N"));
        privateKey.ifPresent(file -> command.addAll(List.of("-i", file.toString())));
        for (String option : List.of(
                "CertificateFile=" + folder.resolve("steward-cert.pub"),
                "IdentitiesOnly=yes",
                "UserKnownHostsFile=" + folder.resolve("steward-known_hosts"),
                "GlobalKnownHostsFile=/dev/null",
                "StrictHostKeyChecking=yes",
                "ExitOnForwardFailure=yes",
                "ServerAliveInterval=15",
                "PermitLocalCommand=yes",
                "LocalCommand=echo open")) {
            command.addAll(List.of("-o", option));
        }
        command.addAll(List.of("-L", "127.0.0.1:" + key.localPort() + ":" + target + ":" + key.port()));
        command.addAll(List.of("-p", key.tunnel("port"), "-l", key.tunnel("username"), key.tunnel("host")));
        return command;
    }

    /** What is pasted to use it: psql's line, and JDBC's URL, as far as the data service has them. */
    public String commands() {
        return adapted(key.tunnel("psql")) + "\n\n" + adapted(key.tunnel("jdbcUrl"));
    }

    /** psql's line for this tunnel. */
    public String psql() {
        return adapted(key.tunnel("psql"));
    }

    /**
     * Asks the database at the other end by psql.
     *
     * @param sql one statement
     * @return what it answered; empty when it did not, psql has said why
     */
    public Optional<String> ask(String sql) throws IOException, InterruptedException {
        Process psql = new ProcessBuilder("sh", "-c", psql() + " -XAtqc \"$1\"", "psql", sql)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(psql.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return psql.waitFor() == 0 ? Optional.of(said) : Optional.empty();
    }

    private String adapted(String line) {
        int standard = Key.of(key.credentials()).localPort();
        return line.replace("steward-ca.crt", folder.resolve("steward-ca.crt").toString())
                .replace("port=" + standard, "port=" + key.localPort())
                .replace("localhost:" + standard, "localhost:" + key.localPort());
    }

    /** Waits for its end; how ssh ended. */
    public int await() throws InterruptedException {
        return ssh.waitFor();
    }

    /** Whether it ends in this time. */
    public boolean ends(long millis) throws InterruptedException {
        return ssh.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    /** Closes it, and removes its files. */
    @Override
    public void close() {
        ssh.destroy();
        try {
            for (String file : FILES) {
                Files.deleteIfExists(folder.resolve(file));
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
