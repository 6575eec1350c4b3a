package dev.steward.lab;

import dev.steward.machines.Owner;
import java.util.List;
import java.util.stream.Stream;

/**
 * What Docker itself knows, by its labels, and the host of its disks.
 *
 * @param installation the label by which its machines are known
 */
record DockerInventory(String installation) implements Inventory {

    @Override
    public List<String> machines(String cluster) {
        return listed("ps", "--all", "--no-trunc", filter("steward.cluster", cluster), "--format={{.ID}}")
                .toList();
    }

    /** Containers, networks, volumes, loop devices. */
    @Override
    public List<String> leftovers(String cluster) {
        String label = filter("steward.cluster", cluster);
        String key = new Owner(cluster).key(installation);
        Stream<String> containers = listed("ps", "--all", label, "--format=container {{.Names}}");
        Stream<String> networks = listed("network", "ls", label, "--format=network {{.Name}}");
        Stream<String> volumes = listed("volume", "ls", label, "--format=volume {{.Name}}");
        return Stream.of(containers, networks, volumes, Disks.named(key))
                .flatMap(s -> s)
                .toList();
    }

    private static String filter(String label, String value) {
        return "--filter=label=" + label + "=" + value;
    }

    private static Stream<String> listed(String... arguments) {
        List<String> command =
                Stream.concat(Stream.of("docker"), Stream.of(arguments)).toList();
        return Command.run(command).lines().filter(line -> !line.isBlank());
    }
}
