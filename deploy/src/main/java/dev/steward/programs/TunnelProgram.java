package dev.steward.programs;

import dev.steward.tunnel.Key;
import dev.steward.tunnel.OpenSsh;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code tunnel}: opens the tunnel of a service key with OpenSSH's client, until it is interrupted. */
final class TunnelProgram {

    private static final String USAGE = "usage: tunnel KEY.json [-i PRIVATEKEY] [--port PORT]";

    private TunnelProgram() {}

    /**
     * Opens it, says how to use it, and waits for its end.
     *
     * @return how ssh ended
     */
    static int run(List<String> arguments) {
        if (arguments.isEmpty() || arguments.size() % 2 == 0) {
            throw new Surroundings.Unusable(USAGE);
        }
        Optional<Path> privateKey = Optional.empty();
        Optional<Integer> port = Optional.empty();
        for (int i = 1; i < arguments.size(); i += 2) {
            switch (arguments.get(i)) {
                case "-i" -> privateKey = Optional.of(Path.of(arguments.get(i + 1)));
                case "--port" -> port = Optional.of(port(arguments.get(i + 1)));
                default -> throw new Surroundings.Unusable(USAGE);
            }
        }
        try {
            Key key = Key.read(Path.of(arguments.getFirst()));
            return open(port.map(key::at).orElse(key), privateKey);
        } catch (IOException | IllegalArgumentException e) {
            throw new Surroundings.Unusable(String.valueOf(e.getMessage()));
        }
    }

    private static int open(Key key, Optional<Path> privateKey) throws IOException {
        try (OpenSsh tunnel = OpenSsh.open(key, privateKey)) {
            Runtime.getRuntime().addShutdownHook(new Thread(tunnel::close));
            System.out.println(
                    "The tunnel is open until " + key.until() + "; Ctrl-C closes it. In another terminal:\n\n"
                            + tunnel.commands().strip() + "\n");
            return tunnel.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private static int port(String text) {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > 65_535) {
            throw new Surroundings.Unusable("--port is " + text + ": it has to be a number from 1 to 65535");
        }
        return Integer.parseInt(text);
    }
}
