package dev.steward.broker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Requests that no well-behaved client would send. */
final class RawHttp {

    private static final String HEADERS =
            " HTTP/1.1\r\nHost: broker\r\nConnection: close\r\nX-Broker-API-Version: 2.17\r\n"
                    + "Authorization: Basic "
                    + Base64.getEncoder().encodeToString("admin:s3cret".getBytes(StandardCharsets.UTF_8))
                    + "\r\n";

    private RawHttp() {}

    /**
     * Sends a request without a body.
     *
     * @param line method and target, as they are
     * @return the status
     */
    static int status(int port, String line) {
        return status(port, line.getBytes(StandardCharsets.ISO_8859_1), new byte[0]);
    }

    /** Sends a request with a body. */
    static int status(int port, byte[] line, byte[] body) {
        return status(port, line, "X-Nothing: x", body);
    }

    /** Sends a request with a body and one more header. */
    static int status(int port, byte[] line, String header, byte[] body) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            ByteArrayOutputStream request = new ByteArrayOutputStream();
            request.write(line);
            request.write((HEADERS + header + "\r\nContent-Length: " + body.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            request.write(body);
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.toByteArray());
            socket.getOutputStream().flush();
            String reply = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            return Integer.parseInt(reply.substring(9, 12));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
