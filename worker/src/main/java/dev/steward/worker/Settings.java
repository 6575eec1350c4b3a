package dev.steward.worker;

import dev.steward.document.BrokenDocumentException;
import dev.steward.document.Document;
import dev.steward.document.Rule;
import dev.steward.document.Section;
import dev.steward.gateway.GatewaySettings;
import dev.steward.lifecycle.OrphansWorkflow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What an operator sets for a worker.
 *
 * @param installation tells apart several Stewards that share an infrastructure
 * @param temporal where Temporal is
 * @param privateKey the file of our SSH key, in OpenSSH form; the public one lies beside it, named {@code .pub}
 * @param http where to serve health and metrics
 * @param serves which infrastructures this process serves, with which engines
 * @param infrastructures those that have a section, by name
 * @param tunnels the gateway by which people reach their nodes from outside; empty: none
 */
record Settings(
        String installation,
        Temporal temporal,
        Path privateKey,
        Http http,
        List<Serving> serves,
        Map<String, Supplier<Infrastructure>> infrastructures,
        Optional<GatewaySettings> tunnels) {

    private static final int REPAIRS_AT_ONCE = 4;
    private static final OrphansWorkflow.Rules ONLY_TELL =
            new OrphansWorkflow.Rules(Duration.ofMinutes(15), Duration.ofHours(24), false);
    private static final Rule<String> ADDRESS =
            Rule.matching("a host and a port such as localhost:7233", "\\S+:[0-9]{1,5}");

    /**
     * Where Temporal is.
     *
     * @param address host and port
     * @param namespace in which all workflows are
     * @param payloadKeys the file of the keys that encrypt what it keeps
     */
    record Temporal(String address, String namespace, Path payloadKeys) {}

    /**
     * Where to listen.
     *
     * @param address an IP address or a name of this host
     * @param port 0 for any that is free
     */
    record Http(String address, int port) {}

    /**
     * An infrastructure and the engines that run on it.
     *
     * @param repairsAtOnce how many of its machines may be repaired at once, so that an outage does not become a storm
     * @param orphans what is done about things there that belong to nobody
     */
    record Serving(String infrastructure, List<String> engines, int repairsAtOnce, OrphansWorkflow.Rules orphans) {}

    /**
     * Reads a file. Paths in it are relative to its folder; {@code ${NAME}} in values is taken from the environment.
     *
     * @throws BrokenDocumentException with everything in it that has to be changed
     */
    static Settings read(Path file) throws BrokenDocumentException {
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
        return Document.read(file, root -> settings(root, folder));
    }

    /**
     * Plugs an infrastructure in.
     *
     * @throws IllegalArgumentException when it has no section
     */
    Infrastructure infrastructure(String name) {
        Supplier<Infrastructure> configured = infrastructures.get(name);
        if (configured == null) {
            throw new IllegalArgumentException("infrastructures: there is no section for " + name);
        }
        return configured.get();
    }

    private static Settings settings(Section root, Path folder) {
        String installation =
                root.value("installation", Rule.matching("2 to 16 lower-case letters and digits", "[a-z0-9]{2,16}"));
        Path privateKey = root.section("ssh", ssh -> ssh.value("privateKey", Rule.path(folder)))
                .orElse(folder);
        return new Settings(
                installation,
                root.section("temporal", t -> temporal(t, folder)).orElseGet(() -> new Temporal("", "", folder)),
                privateKey,
                root.section("http", Settings::http).orElseGet(() -> new Http("", 0)),
                root.sections("serves", Settings::serving),
                root.section(
                                "infrastructures",
                                all -> Infrastructures.read(
                                        all,
                                        new Infrastructures.Common(installation, authorised(all, privateKey), folder)))
                        .orElseGet(Map::of),
                root.optionalSection("tunnels", tunnels -> TunnelsSection.read(tunnels, folder)));
    }

    private static Temporal temporal(Section temporal, Path folder) {
        return new Temporal(
                temporal.value("address", ADDRESS),
                temporal.value("namespace", Rule.text()),
                temporal.value("payloadKeys", Rule.path(folder)));
    }

    private static Http http(Section http) {
        return new Http(http.value("address", Rule.text()), http.value("port", Rule.integer(0, 65_535)));
    }

    private static Serving serving(Section serving) {
        return new Serving(
                serving.value(
                        "infrastructure", Rule.matching("one of " + Infrastructures.names(), Infrastructures.names())),
                serving.values("engines", Rule.matching("postgresql or valkey", "postgresql|valkey")),
                serving.optional("repairsAtOnce", Rule.integer(1, 1000)).orElse(REPAIRS_AT_ONCE),
                serving.optionalSection("orphans", Settings::orphans).orElse(ONLY_TELL));
    }

    private static OrphansWorkflow.Rules orphans(Section orphans) {
        return new OrphansWorkflow.Rules(
                orphans.optional("every", Rule.duration()).orElse(ONLY_TELL.every()),
                orphans.optional("grace", Rule.duration()).orElse(ONLY_TELL.grace()),
                orphans.optional("giveBack", Rule.flag()).orElse(ONLY_TELL.giveBack()));
    }

    private static String authorised(Section infrastructures, Path privateKey) {
        Path publicKey = Path.of(privateKey + ".pub");
        try {
            return Files.readString(publicKey).strip();
        } catch (IOException e) {
            infrastructures.refuse("", "our public SSH key can't be read: " + e);
            return "";
        }
    }
}
