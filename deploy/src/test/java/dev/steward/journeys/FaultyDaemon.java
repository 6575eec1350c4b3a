package dev.steward.journeys;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The Docker daemon behind a door that may be faulty: it passes on what it is told, unless it is to hang, to fail, or to
 * swallow one answer.
 */
final class FaultyDaemon implements AutoCloseable {

    /** What the door does to requests. */
    enum Mood {
        WELL,
        /** Takes requests and says nothing. */
        SILENT,
        /** Answers every request with 500. */
        BROKEN,
        /** Passes the next POST on and swallows its answer; from then on it is well. */
        FORGETFUL
    }

    private static final byte[] ERROR =
            "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 23\r\nConnection: close\r\n\r\n{\"message\":\"injected\"}\n"
                    .getBytes(StandardCharsets.US_ASCII);

    private final AtomicReference<Mood> mood = new AtomicReference<>(Mood.WELL);
    private final UnixDomainSocketAddress daemon;
    private final ServerSocket door;

    FaultyDaemon(URI daemon) {
        this.daemon = UnixDomainSocketAddress.of(daemon.getPath());
        try {
            door = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::open);
    }

    URI address() {
        return URI.create("tcp://127.0.0.1:" + door.getLocalPort());
    }

    void becomes(Mood now) {
        mood.set(now);
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void open() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                return; // it was closed
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                SocketChannel to = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            to.connect(daemon);
            AtomicReference<Boolean> swallow = new AtomicReference<>(false);
            Thread.ofVirtual().start(() -> answer(to, client, swallow));
            request(client.getInputStream(), client.getOutputStream(), Channels.newOutputStream(to), swallow);
        } catch (IOException e) {
            return; // either side has gone
        }
    }

    private void request(InputStream in, OutputStream back, OutputStream to, AtomicReference<Boolean> swallow)
            throws IOException {
        byte[] bytes = new byte[65_536];
        for (int n = in.read(bytes); n > 0; n = in.read(bytes)) {
            String head = new String(bytes, 0, Math.min(n, 8), StandardCharsets.US_ASCII);
            boolean begins = head.matches("(?s)(GET|POST|PUT|DELETE|HEAD) .*");
            if (begins && mood.get() == Mood.SILENT) {
                continue;
            }
            if (begins && mood.get() == Mood.BROKEN) {
                back.write(ERROR);
                return;
            }
            if (head.startsWith("POST ") && mood.compareAndSet(Mood.FORGETFUL, Mood.WELL)) {
                swallow.set(true);
            }
            to.write(bytes, 0, n);
            to.flush();
        }
    }

    private static void answer(SocketChannel from, Socket client, AtomicReference<Boolean> swallow) {
        try (client) {
            InputStream in = Channels.newInputStream(from);
            OutputStream out = client.getOutputStream();
            byte[] bytes = new byte[65_536];
            for (int n = in.read(bytes); n > 0; n = in.read(bytes)) {
                if (swallow.get()) {
                    return; // the daemon has done it; nobody learns of it
                }
                out.write(bytes, 0, n);
                out.flush();
            }
        } catch (IOException e) {
            return; // either side has gone
        }
    }
}
