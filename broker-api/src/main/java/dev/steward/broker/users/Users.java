package dev.steward.broker.users;

import dev.steward.document.BrokenDocumentException;
import dev.steward.document.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who may speak with the broker, each with a password. Several, so that a password can be changed without a gap. */
public final class Users {

    private final List<byte[]> digests;

    private Users(List<byte[]> digests) {
        this.digests = digests;
    }

    /**
     * Takes users from a file of lines {@code <user>:<password>}, in which empty lines and those that begin with # are
     * passed over, and from further such lines.
     *
     * @throws BrokenDocumentException when it can't be read, a line is of another form, or there is none; names the
     *     line, not what it says
     */
    public static Users of(Optional<Path> file, List<String> credentials) throws BrokenDocumentException {
        List<byte[]> digests = new ArrayList<>(parse("credentials", credentials));
        if (file.isPresent()) {
            digests.addAll(read(file.get()));
        }
        if (digests.isEmpty()) {
            throw new BrokenDocumentException(
                    new Problem(file.map(Path::toString).orElse("credentials"), 0, "", "holds no user"));
        }
        return new Users(digests);
    }

    private static List<byte[]> read(Path file) throws BrokenDocumentException {
        try {
            return parse(file.toString(), Files.readAllLines(file));
        } catch (IOException e) {
            throw new BrokenDocumentException(new Problem(file.toString(), 0, "", "can't be read: " + e));
        }
    }

    private static List<byte[]> parse(String name, List<String> lines) throws BrokenDocumentException {
        List<byte[]> digests = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.matches("[^:#][^:]*:.+")) {
                digests.add(digest(line));
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                problems.add(new Problem(name, i + 1, "", "has to be <user>:<password>"));
            }
        }
        if (!problems.isEmpty()) {
            throw new BrokenDocumentException(problems);
        }
        return digests;
    }

    /**
     * Whether there is such a user with such a password. Takes as long whether there is or not.
     *
     * @param credentials {@code <user>:<password>}, as HTTP's basic authentication has it
     */
    boolean include(String credentials) {
        byte[] digest = digest(credentials);
        boolean found = false;
        for (byte[] known : digests) {
            found |= MessageDigest.isEqual(known, digest);
        }
        return found;
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
