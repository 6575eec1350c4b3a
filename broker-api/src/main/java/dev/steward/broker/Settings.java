package dev.steward.broker;

import dev.steward.document.BrokenDocumentException;
import dev.steward.document.Document;
import dev.steward.document.Rule;
import dev.steward.document.Section;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What an operator sets.
 *
 * @param http where to listen
 * @param temporal where Temporal is
 * @param users who may speak with the broker
 * @param catalog the file of the catalog
 */
record Settings(Http http, Temporal temporal, Who users, Path catalog) {

    /**
     * Where to listen.
     *
     * @param address an IP address or a name of this host
     * @param port 0 for any that is free
     */
    record Http(String address, int port) {}

    /**
     * Who may speak with the broker: all of these.
     *
     * @param file a file of users
     * @param credentials {@code <user>:<password>} of each, mostly taken from the environment
     */
    record Who(Optional<Path> file, List<String> credentials) {}

    /**
     * Where Temporal is.
     *
     * @param address host and port
     * @param namespace in which all workflows are
     * @param payloadKeys the file of the keys that encrypt what it keeps
     * @param ui the origin of its UI, which may then have payloads decoded
     */
    record Temporal(String address, String namespace, Path payloadKeys, Optional<String> ui) {}

    /**
     * Reads a file. Paths in it are relative to its folder; {@code ${NAME}} in them is taken from the environment.
     *
     * @throws BrokenDocumentException with everything in it that has to be changed
     */
    static Settings read(Path file) throws BrokenDocumentException {
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
        return Document.read(file, root -> settings(root, folder));
    }

    private static Settings settings(Section root, Path folder) {
        return new Settings(
                root.section("http", Settings::http).orElseGet(() -> new Http("", 0)),
                root.section("temporal", t -> temporal(t, folder))
                        .orElseGet(() -> new Temporal("", "", folder, Optional.empty())),
                users(root, folder),
                root.value("catalog", Rule.path(folder)));
    }

    private static Who users(Section root, Path folder) {
        Rule<Path> path = Rule.path(folder);
        return new Who(
                root.has("credentials") ? root.optional("users", path) : Optional.of(root.value("users", path)),
                root.values("credentials", Rule.expandedText()));
    }

    private static Http http(Section http) {
        return new Http(http.value("address", Rule.text()), http.value("port", Rule.integer(0, 65_535)));
    }

    private static Temporal temporal(Section temporal, Path folder) {
        return new Temporal(
                temporal.value("address", Rule.matching("a host and a port such as localhost:7233", "\\S+:[0-9]{1,5}")),
                temporal.value("namespace", Rule.text()),
                temporal.value("payloadKeys", Rule.path(folder)),
                temporal.optional(
                        "ui", Rule.matching("an origin such as https://temporal.example", "https?://[^/\\s]+")));
    }
}
