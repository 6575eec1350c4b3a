package dev.steward.journeys;

import dev.steward.remote.Ssh;
import dev.steward.tunnel.PersonalKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What a run of the kit keeps on this machine: a key of its own, and files of disks. */
final class KitFolder {

    private final Path home;

    KitFolder() {
        try {
            home = Files.createTempDirectory(Path.of("/var/tmp"), "steward-kit-");
            Files.createDirectory(home.resolve("disks"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        PersonalKey.write(key());
    }

    private Path key() {
        return home.resolve("key");
    }

    String disks() {
        return home.resolve("disks").toString();
    }

    /** Writes a file. */
    Path keep(String name, String text) {
        try {
            return Files.writeString(home.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Ssh ssh() {
        return new Ssh(read(key()));
    }

    /** One line in OpenSSH form. */
    String authorisedKey() {
        return read(Path.of(key() + ".pub")).strip();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete() {
        Shell.run(List.of("losetup", "--list", "--noheadings", "--raw", "--output", "NAME,BACK-FILE"))
                .lines()
                .filter(line -> line.contains(disks()))
                .forEach(line -> Shell.run(List.of("losetup", "--detach", line.substring(0, line.indexOf(' ')))));
        try (Stream<Path> files = Files.walk(home)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
