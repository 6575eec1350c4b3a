package dev.steward.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Whatever comes, it is never an error of the broker's, and nothing of it is kept. All of them:
 * {@code -Dsteward.malformed=100000}; the same again: {@code -Dsteward.seed}.
 */
final class MalformedRequestsTest {

    private static final int TAKEN_FOR_WARMING_UP = 200;
    private static final long MORE_MIB = 48;

    private static final String[] METHODS = {"GET", "PUT", "PATCH", "DELETE", "POST", "HEAD", "get", "\u0001", "OPTIONS"
    };
    private static final String[] PATHS = {
        "/v2/catalog", "/v2/service_instances/", "/v2/service_instances/x/service_bindings/", "/codec/decode", "/", "*"
    };
    private static final String[] HEADERS = {
        "X-Broker-API-Originating-Identity", "X-Broker-API-Request-Identity", "Content-Type", "If-None-Match", "Accept",
        "X-Broker-API-Version", "Transfer-Encoding", "Expect", "Cookie", "Range"
    };
    private static final String[] PIECES = {
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "\"",
        "\\u0000",
        "\\ud800",
        "null",
        "1e999",
        "-",
        "\"service_id\":",
        "\"parameters\":",
        "{" + Paths.CHOICE,
        "\"settings\":{\"work_mem\":",
        "\"predecessor_binding_id\":",
        " ",
        "\u00ff",
        "%",
        "%00",
        "%2F",
        "..",
        ";",
        "?",
        "&",
        "accepts_incomplete=true",
        "operation=",
        "last_operation",
        "/",
        "\\"
    };

    private final int port = Bench.get().http.port();

    @Test
    void nothingThatComesIsAnErrorOfTheBroker() {
        int requests = Integer.getInteger("steward.malformed", 600);
        long seed = Long.getLong("steward.seed", System.nanoTime());
        Random random = new Random(seed);
        long before = 0;
        for (int i = 0; i < requests; i++) {
            if (i == TAKEN_FOR_WARMING_UP) {
                before = usedMib();
            }
            send(random, "request " + i + " of -Dsteward.seed=" + seed);
        }
        assertThat(usedMib()).as("MiB in use after " + requests + " requests").isLessThan(before + MORE_MIB);
    }

    private void send(Random random, String name) {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        String target = one(random, PATHS)
                + (random.nextInt(4) == 0 ? "" : pieces(random, 6).replace(" ", "%20"));
        head.writeBytes((one(random, METHODS) + " " + target).getBytes(StandardCharsets.ISO_8859_1));
        byte[] body = random.nextBoolean()
                ? pieces(random, 12).getBytes(StandardCharsets.ISO_8859_1)
                : bytes(random, random.nextInt(200));
        String header = one(random, HEADERS) + ": " + pieces(random, 4);
        int status = RawHttp.status(port, head.toByteArray(), header, body);
        boolean codedStrangely = status == 501 && header.startsWith("Transfer-Encoding"); // so demands RFC 9112, 6.1
        assertThat(codedStrangely ? 400 : status)
                .as(name + ": " + head.toString(StandardCharsets.ISO_8859_1) + ", " + header)
                .isBetween(200, 499);
    }

    private static String pieces(Random random, int most) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            text.append(one(random, PIECES));
        }
        return text.toString();
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String one(Random random, String[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static long usedMib() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
    }
}
