package dev.steward.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The machines of an installation, to be looked at and broken through Docker's own command. */
public final class Lab {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String installation;
    private final Inventory inventory;

    /**
     * The lab of an installation.
     *
     * @param installation the label by which its machines are known
     */
    public Lab(String installation) {
        this(installation, new DockerInventory(installation));
    }

    /**
     * A lab whose machines are containers that somebody else has made.
     *
     * @param installation the label by which Docker's are known
     */
    public Lab(String installation, Inventory inventory) {
        this.installation = installation;
        this.inventory = inventory;
    }

    /** The machines of a cluster, running or not. */
    public List<LabMachine> machines(String cluster) {
        List<String> ids = inventory.machines(cluster);
        return ids.isEmpty() ? List.of() : inspected(ids);
    }

    private List<LabMachine> inspected(List<String> ids) {
        List<String> command = new ArrayList<>(List.of("docker", "inspect"));
        command.addAll(ids);
        List<LabMachine> machines = new ArrayList<>();
        for (JsonNode container : parse(Command.run(command))) {
            machines.add(machine(container));
        }
        return machines;
    }

    private static LabMachine machine(JsonNode container) {
        String ip = "";
        String name = "";
        for (Map.Entry<String, JsonNode> network :
                container.at("/NetworkSettings/Networks").properties()) {
            name = network.getKey();
            // What was asked for: a machine that is off keeps that, and has no other.
            ip = network.getValue()
                    .at("/IPAMConfig/IPv4Address")
                    .asText(network.getValue().path("IPAddress").asText(""));
        }
        return new LabMachine(
                container.path("Id").asText(),
                container.path("Name").asText().replaceFirst("^/", ""),
                name,
                ip,
                container.at("/State/Running").asBoolean());
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("docker inspect answered something else than JSON", e);
        }
    }

    /** Cuts a machine's power. */
    public void killMachine(LabMachine machine) {
        Command.run(List.of("docker", "kill", machine.id()));
    }

    /** Cuts the power of several machines at the same time. */
    public void killMachines(List<LabMachine> machines) {
        machines.parallelStream().forEach(this::killMachine);
    }

    /** Freezes a machine: it keeps its memory and its connections, and does nothing. */
    public void freeze(LabMachine machine) {
        Command.run(List.of("docker", "pause", machine.id()));
    }

    /** Lets a machine go on, if it is still frozen: someone may have switched it off meanwhile. */
    public void thaw(LabMachine machine) {
        if (listed("ps", "--no-trunc", "--filter=status=paused", "--format={{.ID}}")
                .anyMatch(machine.id()::equals)) {
            Command.run(List.of("docker", "unpause", machine.id()));
        }
    }

    /** Ends the database's first process by a signal it can't catch; systemd sees it die. */
    public void killDatabase(LabMachine machine) {
        Command.run(List.of("docker", "exec", machine.id(), "pkill", "-KILL", "--oldest", "--exact", "postgres"));
    }

    /** Takes a machine's only network away: nobody reaches it, and it reaches nobody. */
    public void isolate(LabMachine machine) {
        Command.run(List.of("docker", "network", "disconnect", machine.network(), machine.id()));
    }

    /** Gives an isolated machine its network and address back, if it is still there and without. */
    public void reconnect(LabMachine machine) {
        boolean isolated = listed("ps", "--all", "--no-trunc", "--filter=id=" + machine.id(), "--format={{.Networks}}")
                .anyMatch(networks -> !networks.contains(machine.network()));
        if (isolated) {
            Command.run(List.of("docker", "network", "connect", "--ip", machine.ip(), machine.network(), machine.id()));
        }
    }

    /** Switches a machine on that is off. */
    public void switchOn(LabMachine machine) {
        Command.run(List.of("docker", "start", machine.id()));
    }

    /**
     * Runs a script on a machine, as root, past everything that is tried there.
     *
     * @param script for bash; free of secrets, as the machine's list of processes shows it
     * @param arguments the script's
     * @return what it said
     * @throws Command.Failed when it fails, or the machine does not run
     */
    public String run(LabMachine machine, String script, String... arguments) {
        List<String> command = new ArrayList<>(List.of("docker", "exec", machine.id(), "bash", "-c", script, "script"));
        command.addAll(List.of(arguments));
        return Command.run(command);
    }

    /** Writes a file on a machine, for root's eyes only. */
    public void write(LabMachine machine, String path, String text) {
        Command.feed(
                text,
                List.of("docker", "exec", "-i", machine.id(), "sh", "-c", "umask 077; cat > \"$1\"", "write", path));
    }

    /** Everything that exists in the name of a cluster. */
    public List<String> leftovers(String cluster) {
        return inventory.leftovers(cluster);
    }

    /** Everything that exists in the name of any cluster of the installation. */
    public List<String> leftovers() {
        String ours = "--filter=label=steward.installation=" + installation;
        String clusters = "--filter=label=steward.cluster";
        return Stream.of(
                        listed("ps", "--all", ours, clusters, "--format=container {{.Names}}"),
                        listed("network", "ls", ours, clusters, "--format=network {{.Name}}"),
                        listed("volume", "ls", ours, clusters, "--format=volume {{.Name}}"))
                .flatMap(s -> s)
                .filter(line -> !line.isBlank())
                .toList();
    }

    private static Stream<String> listed(String... arguments) {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        return Command.run(command).lines();
    }
}
