package dev.steward.load;

import dev.steward.platform.Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An application over libpq: psql with the binding's {@code uri}. The password goes by the environment, so that no list
 * of processes shows it.
 */
public final class PsqlDriver implements Driver {

    private final Credentials binding;
    private final Path certificate;
    private final List<String> psql;
    private final Duration patience;

    public PsqlDriver(Credentials binding) {
        this(binding, Duration.ofSeconds(5));
    }

    /**
     * With a time limit.
     *
     * @param patience how long it waits for the answer to a statement
     */
    public PsqlDriver(Credentials binding, Duration patience) {
        this.binding = binding;
        this.patience = patience;
        this.certificate = Certificate.file(binding.cacrt());
        this.psql = command(System.getenv(), certificate);
    }

    @Override
    public String name() {
        return "libpq";
    }

    @Override
    public Session open() throws Unacknowledged {
        List<String> command = new ArrayList<>(psql);
        command.addAll(List.of(
                "-X",
                "-q",
                "-A",
                "-t",
                "-w",
                "-v",
                "ON_ERROR_STOP=1",
                Certificate.verifyFull(withoutPassword(binding.uri()))));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment());
        try {
            return PsqlSession.open(builder.start(), patience);
        } catch (IOException e) {
            throw Unacknowledged.because("psql can't be started: " + e.getMessage(), e);
        }
    }

    private Map<String, String> environment() {
        return Map.of(
                "PGPASSWORD", binding.password(),
                "PGSSLMODE", "verify-full",
                "PGSSLROOTCERT", certificate.toString(),
                "PGTARGETSESSIONATTRS", "read-write",
                "PGCONNECT_TIMEOUT", "2",
                "PGAPPNAME", "steward-load-libpq");
    }

    /** {@code postgresql://user:password@host,…} without {@code :password}: libpq takes it from its environment. */
    static String withoutPassword(String uri) {
        return uri.replaceFirst("^([a-z]+://[^:@/]*):[^@/]*@", "$1@");
    }

    /** psql of this machine, or else that of the machine image, in this machine's network. */
    private static List<String> command(Map<String, String> env, Path certificate) {
        String image = env.get("STEWARD_DOCKER_IMAGE");
        if (image == null || isOnPath(env.getOrDefault("PATH", ""))) {
            return List.of("psql");
        }
        List<String> docker = new ArrayList<>(List.of("docker", "run", "-i", "--rm", "--network=host"));
        docker.add("--volume=" + certificate + ":" + certificate + ":ro");
        Stream.of("PGPASSWORD", "PGSSLMODE", "PGSSLROOTCERT", "PGTARGETSESSIONATTRS", "PGCONNECT_TIMEOUT", "PGAPPNAME")
                .forEach(name -> docker.add("--env=" + name));
        docker.addAll(List.of("--entrypoint=psql", image));
        return docker;
    }

    private static boolean isOnPath(String path) {
        return Stream.of(path.split(":", -1)).anyMatch(folder -> Files.isExecutable(Path.of(folder, "psql")));
    }
}
