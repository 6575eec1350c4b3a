package dev.steward.chaos;

import dev.steward.lab.Command;
import dev.steward.lab.Daemon;
import dev.steward.lab.Inside;
import dev.steward.lab.LabMachine;
import dev.steward.load.Acknowledgement;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is kept of an episode that ended badly: enough to find out why, without the cluster. Histories stay encrypted, as
 * Temporal keeps them; nothing else here holds a secret.
 */
final class Evidence {

    private static final Map<String, String> ON_NODE = new TreeMap<>(Map.of(
            "journal", "journalctl -q --no-pager -o short-precise | tail -n 5000",
            "steward",
                    "cd /etc/steward; tail -n +1 epoch promoted postgresql/names.conf postgresql/leader.conf || true",
            "filter", "nft list ruleset",
            "control", "/usr/lib/postgresql/*/bin/pg_controldata /var/lib/steward/data",
            "processes", "ps -eo pid,lstart,stat,args"));

    private final Scene scene;
    private final Path folder;

    Evidence(Scene scene, Path folder) {
        this.scene = scene;
        this.folder = folder;
    }

    Path keep(Outcome outcome, List<String> lost) {
        try {
            Files.createDirectories(folder);
            write("notes.txt", outcome.episode().told() + "\n\n" + String.join("\n", scene.notes()) + "\n");
            write("complaints.txt", String.join("\n", outcome.complaints()) + "\n");
            write("lost.txt", String.join("\n", lost) + "\n");
            write("reigns.txt", lines(scene.load().acknowledged().reigns()));
            write("acknowledged.csv", acknowledged());
            for (Daemon daemon : scene.daemons().values()) {
                Files.copy(daemon.log(), folder.resolve(daemon.name() + ".log"), StandardCopyOption.REPLACE_EXISTING);
            }
            histories();
            for (LabMachine machine : scene.machines()) {
                node(machine);
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String acknowledged() {
        return "writer,sequence,sent_us,told_us,server,timeline\n"
                + scene.load().acknowledged().all().stream().map(Evidence::line).collect(Collectors.joining("\n"))
                + "\n";
    }

    private static String line(Acknowledgement a) {
        return a.writer() + "," + a.sequence() + "," + a.sent().toNanos() / 1000 + "," + a.at().toNanos() / 1000 + ","
                + a.server() + "," + a.timeline();
    }

    private static String lines(List<?> things) {
        return things.stream().map(String::valueOf).collect(Collectors.joining("\n")) + "\n";
    }

    private void histories() throws IOException {
        try {
            write("report.txt", scene.guide().instances().report(scene.tenant().id()) + "\n");
            for (String id : scene.guide().instances().workflows(scene.tenant().id())) {
                String json =
                        scene.guide().instances().client().fetchHistory(id).toJson(true);
                write("history-" + id.replace('/', '_') + ".json", json);
            }
        } catch (WorkflowException | StatusRuntimeException e) {
            write("histories-missing.txt", String.valueOf(e));
        }
    }

    private void node(LabMachine machine) throws IOException {
        for (Map.Entry<String, String> question : ON_NODE.entrySet()) {
            String file = machine.name() + "-" + question.getKey() + ".txt";
            try {
                write(file, machine.running() ? new Inside(machine).shell(question.getValue()) : "it does not run\n");
            } catch (Command.Failed e) {
                write(file, e.getMessage() + "\n");
            }
        }
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
