package dev.steward.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Disks as this machine sees them: files, and loop devices over files. */
public final class Disks {

    private Disks() {}

    /** The loop devices whose file's path has this in it. */
    public static Stream<String> named(String part) {
        return Command.run(List.of("losetup", "--list", "--noheadings", "--raw", "--output", "NAME,BACK-FILE"))
                .lines()
                .filter(line -> line.contains(part))
                .map(line -> "loop device " + line);
    }

    /** The files under a folder whose name has this in it. */
    public static List<String> files(Path folder, String part) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(f -> f.getFileName().toString().contains(part))
                    .map(f -> "file " + f)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
