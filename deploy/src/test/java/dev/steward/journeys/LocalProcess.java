package dev.steward.journeys;

import dev.steward.lab.Daemon;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A program that can be started, killed and started again; what it says is kept in one file. */
final class LocalProcess implements Daemon {

    private static final Duration START = Duration.ofSeconds(90);

    private final String name;
    private final List<String> command;
    private final Path log;
    private final BooleanSupplier serves;
    private Process process;

    LocalProcess(String name, List<String> command, Path log, BooleanSupplier serves) {
        this.name = name;
        this.command = command;
        this.log = log;
        this.serves = serves;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Path log() {
        return log;
    }

    @Override
    public boolean isRunning() {
        return process != null && process.isAlive();
    }

    /** Starts it and waits until it serves. */
    @Override
    public void start() {
        launch();
        Instant end = Instant.now().plus(START);
        while (!serves.getAsBoolean()) {
            if (!process.isAlive()) {
                throw new IllegalStateException(name + " ended with " + process.exitValue() + ":\n" + logTail());
            }
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException(name + " does not serve after " + START + ":\n" + logTail());
            }
            rest();
        }
    }

    /** Starts it without waiting. */
    void launch() {
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** kill -9. */
    @Override
    public void kill() {
        process.destroyForcibly();
        await();
    }

    /** Asks it to end, and makes it end after twenty seconds. */
    void stop() {
        if (process == null) {
            return;
        }
        process.destroy();
        if (!ended(20)) {
            kill();
        }
    }

    private void await() {
        if (!ended(20)) {
            throw new IllegalStateException(name + " survived its kill");
        }
    }

    private boolean ended(int seconds) {
        try {
            return process.waitFor(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    String logTail() {
        try {
            List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
            return "--- " + name + "\n"
                    + String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void rest() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether this address answers 200. */
    static boolean answers(String url) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(url).toURL().openConnection();
            connection.setConnectTimeout(1000);
            connection.setReadTimeout(2000);
            return connection.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether something listens at this port. */
    static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
