package dev.steward.bench;

import dev.steward.tunnel.Key;
import dev.steward.tunnel.OpenSsh;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a tunnel costs: how long it takes to open, and what flows through it beside plain {@code ssh -L} to the node. */
public final class TunnelBench {

    private static final int ROWS_OF_A_MEGABYTE = 1024;

    private final Key key;
    private final Path privateKey;
    private final Path nodeKey;
    private final String node;

    /**
     * For a binding with a tunnel.
     *
     * @param privateKey of the certified key
     * @param nodeKey by which the node's own SSH server lets us in
     * @param node the address of the leader
     */
    public TunnelBench(Key key, Path privateKey, Path nodeKey, String node) {
        this.key = key;
        this.privateKey = privateKey;
        this.nodeKey = nodeKey;
        this.node = node;
    }

    /** How long it takes until a tunnel is open, from the start of ssh. */
    public Samples openings(int n) throws IOException, InterruptedException {
        Samples samples = new Samples();
        for (int i = 0; i < n; i++) {
            long begun = System.nanoTime();
            try (OpenSsh tunnel = OpenSsh.open(key, Optional.of(privateKey))) {
                samples.add(Duration.ofNanos(System.nanoTime() - begun));
            }
        }
        return samples;
    }

    /** MiB a second from the database through a tunnel. */
    public double throughTunnel(int mebibytes) throws IOException, InterruptedException {
        try (OpenSsh tunnel = OpenSsh.open(key, Optional.of(privateKey))) {
            return flow(tunnel.psql(), mebibytes);
        }
    }

    /** MiB a second from the database through ssh to the node itself. */
    public double throughNode(int mebibytes) throws IOException, InterruptedException {
        int local = key.localPort() + 1;
        Process ssh = new ProcessBuilder(
                        "ssh",
                        "-N",
                        "-F",
                        "none",
                        "-i",
                        nodeKey.toString(),
                        "-o",
                        "StrictHostKeyChecking=no",
                        "-o",
                        "UserKnownHostsFile=/dev/null",
                        "-o",
                        "LogLevel=ERROR",
                        "-o",
                        "ExitOnForwardFailure=yes",
                        "-o",
                        "PermitLocalCommand=yes",
                        "-o",
                        "LocalCommand=echo open",
                        "-L",
                        "127.0.0.1:" + local + ":127.0.0.1:" + key.port(),
                        "root@" + node)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            if (!"open".equals(ssh.inputReader(StandardCharsets.UTF_8).readLine())) {
                throw new IOException("ssh to " + node + " could not be opened; it has said why");
            }
            String line = key.tunnel("psql")
                    .replace("port=" + key.localPort(), "port=" + local)
                    .replace("sslmode=verify-full sslrootcert=steward-ca.crt", "sslmode=require");
            return flow(line, mebibytes);
        } finally {
            ssh.destroy();
        }
    }

    private static double flow(String psql, int mebibytes) throws IOException, InterruptedException {
        String sql = "copy (select repeat('x', 1023) from generate_series(1, " + mebibytes * ROWS_OF_A_MEGABYTE
                + ")) to stdout";
        long begun = System.nanoTime();
        Process client = new ProcessBuilder(List.of("sh", "-c", psql + " -XAtqc \"$1\"", "psql", sql))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long bytes = 0;
        byte[] buffer = new byte[65_536];
        try (InputStream in = client.getInputStream()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                bytes += n;
            }
        }
        if (client.waitFor() != 0 || bytes != mebibytes * 1_048_576L) {
            throw new IOException("only " + bytes + " bytes have come");
        }
        return mebibytes * 1e9 / (System.nanoTime() - begun);
    }
}
