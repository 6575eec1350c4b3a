package dev.steward.remote;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Scripts that run on machines: resources beside their engine, copied to a machine once per version, into a folder
 * named after their content.
 */
public final class NodeScripts {

    private static final int NOT_FOUND = 127;
    private static final Duration UPLOAD = Duration.ofSeconds(20);

    /** Complete or not at all: a power cut or another upload in between harms nothing. */
    private static final String UNPACK = """
            set -eu
            umask 022
            mkdir -p "${1%/*}"
            new=$(mktemp -d "$1.XXXXXX")
            tar -x -C "$new" -f -
            chmod 755 "$new"
            sync -f "$new"
            mv -T "$new" "$1" 2>/dev/null || rm -rf "$new"
            [ -d "$1" ]
            """;

    private final String folder;
    private final byte[] archive;

    private NodeScripts(String folder, byte[] archive) {
        this.folder = folder;
        this.archive = archive;
    }

    /**
     * Reads scripts.
     *
     * @param beside the class beside whose resources they are
     * @param names the scripts, relative to that class
     * @throws IllegalStateException when one is missing
     */
    public static NodeScripts load(Class<?> beside, List<String> names) {
        Tar tar = new Tar();
        for (String name : names) {
            tar.file(name.substring(name.lastIndexOf('/') + 1), 0755, read(beside, name));
        }
        byte[] archive = tar.bytes();
        return new NodeScripts("/usr/local/lib/steward/" + hash(archive), archive);
    }

    /**
     * Runs a script, after copying all of them if this machine has never seen this version.
     *
     * @param arguments passed on as they are
     * @see Remote#run(Duration, byte[], List)
     */
    public String run(Remote machine, Duration limit, byte[] stdin, String script, List<String> arguments) {
        List<String> words = new ArrayList<>(arguments);
        words.addFirst(folder + "/" + script);
        try {
            return machine.run(limit, stdin, words);
        } catch (CommandFailed e) {
            if (e.exitCode() != NOT_FOUND) {
                throw e;
            }
            copyTo(machine);
            return machine.run(limit, stdin, words);
        }
    }

    private void copyTo(Remote machine) {
        machine.run(UPLOAD, archive, List.of("sh", "-c", UNPACK, "unpack", folder));
    }

    private static byte[] read(Class<?> beside, String name) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no script " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(byte[] archive) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(archive), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
