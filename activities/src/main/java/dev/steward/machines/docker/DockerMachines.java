package dev.steward.machines.docker;

import dev.steward.machines.Names;
import dev.steward.machines.Prerequisite;
import dev.steward.machines.Rental;
import dev.steward.machines.Survey;
import java.util.List;

/** Docker as an infrastructure: machines are containers, networks are bridges, disks are files behind loop devices. */
public final class DockerMachines {

    private DockerMachines() {}

    public static Rental rental(DockerSettings settings) {
        Docker docker = new Docker(settings);
        Names names = new Names(settings.installation());
        Bridges bridges = new Bridges(settings, names, docker);
        LoopDisks disks = new LoopDisks(settings, names, docker);
        Containers containers = new Containers(settings, names, docker, bridges, disks);
        return new Rental(bridges, new Addresses(names, bridges), disks, containers, () -> inspect(settings, docker));
    }

    private static List<Prerequisite> inspect(DockerSettings settings, Docker docker) {
        String image = settings.image();
        return new Survey()
                .first(
                        "Docker at " + settings.host(),
                        "start it, or name another",
                        () -> docker.ask(
                                        "ask for its version",
                                        client -> client.versionCmd().exec().getVersion())
                                != null)
                .look(
                        "image " + image,
                        "make it by deploy/image/container",
                        () -> !docker.ask(
                                        "look for the image",
                                        client -> client.listImagesCmd()
                                                .withImageNameFilter(image)
                                                .exec())
                                .isEmpty())
                .seen();
    }
}
