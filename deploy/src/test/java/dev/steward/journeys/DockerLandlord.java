package dev.steward.journeys;

import dev.steward.machines.Machines;
import dev.steward.machines.docker.DockerMachines;
import dev.steward.machines.docker.DockerSettings;
import dev.steward.machines.docker.SubnetPool;
import dev.steward.machines.kit.Accident;
import dev.steward.machines.kit.Fault;
import dev.steward.machines.kit.Landlord;
import dev.steward.machines.kit.Rented;
import dev.steward.remote.Ssh;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The Docker daemon of this machine as an infrastructure under test. */
final class DockerLandlord implements Landlord {

    private static final String INSTALLATION = "kit" + ProcessHandle.current().pid();

    private final KitFolder folder = new KitFolder();
    private final String image = "steward-kit:" + INSTALLATION;
    private final String product = Settings.needed("STEWARD_DOCKER_IMAGE");
    private final FaultyDaemon daemon =
            new FaultyDaemon(URI.create(System.getenv().getOrDefault("DOCKER_HOST", "unix:///var/run/docker.sock")));
    private final Ssh ssh = folder.ssh();
    private final Machines machines = machines(INSTALLATION);

    DockerLandlord() {
        tagImage();
    }

    private Machines machines(String installation) {
        return DockerMachines.rental(new DockerSettings(
                installation,
                daemon.address(),
                image,
                SubnetPool.parse("10.94.0.0/16"),
                folder.disks(),
                folder.authorisedKey()));
    }

    @Override
    public Machines machines() {
        return machines;
    }

    @Override
    public Machines seenByAnother() {
        return machines("other" + INSTALLATION);
    }

    @Override
    public List<String> clients() {
        return List.of();
    }

    @Override
    public Ssh ssh() {
        return ssh;
    }

    @Override
    public Optional<String> spared(Fault fault) {
        return switch (fault) {
            case NO_CAPACITY -> Optional.of("a daemon starts whatever its host can bear, and more");
            case QUOTA -> Optional.of("a daemon counts nothing");
            case THROTTLED -> Optional.of("a daemon takes as many calls as come");
            case CREDENTIALS_EXPIRED -> Optional.of("whoever may open the socket may do everything");
            case LATE -> Optional.of("a daemon carries out at once what it has read, and never what it has not");
            case HANGS, BROKEN, ANSWER_LOST, IMAGE_MISSING -> Optional.empty();
        };
    }

    @Override
    public Relief strike(Fault fault) {
        switch (fault) {
            case HANGS -> daemon.becomes(FaultyDaemon.Mood.SILENT);
            case BROKEN -> daemon.becomes(FaultyDaemon.Mood.BROKEN);
            case ANSWER_LOST -> daemon.becomes(FaultyDaemon.Mood.FORGETFUL);
            case IMAGE_MISSING -> {
                Shell.run(List.of("docker", "rmi", image));
                return this::tagImage;
            }
            default -> throw new IllegalArgumentException(fault + " can't happen to Docker");
        }
        return () -> daemon.becomes(FaultyDaemon.Mood.WELL);
    }

    private void tagImage() {
        Shell.run(List.of("docker", "tag", product, image));
    }

    @Override
    public void strike(Accident accident, Rented machine) {
        String verb = switch (accident) {
            case DIES -> "kill";
            case FREEZES -> "pause";
        };
        Shell.run(List.of("docker", verb, machine.machine().label().name(INSTALLATION)));
    }

    @Override
    public void close() {
        ssh.close();
        daemon.close();
        String label = "label=steward.installation=";
        for (String installation : List.of(INSTALLATION, "other" + INSTALLATION)) {
            Shell.forEachLine(
                    List.of("docker", "ps", "--all", "--quiet", "--filter", label + installation),
                    List.of("docker", "rm", "--force", "--volumes"));
            Shell.forEachLine(
                    List.of("docker", "network", "ls", "--quiet", "--filter", label + installation),
                    List.of("docker", "network", "rm"));
        }
        Shell.run(List.of("docker", "rmi", image));
        folder.delete();
    }
}
