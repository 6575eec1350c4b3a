package dev.steward.lab;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A machine from the inside, past everything that is being tested.
 *
 * @param machine which
 */
public record Inside(LabMachine machine) {

    /**
     * Runs a program as root.
     *
     * @return its output
     * @throws Command.Failed when it fails, or the machine does not run
     */
    public String run(String... command) {
        List<String> words = new ArrayList<>(List.of("docker", "exec", machine.id()));
        words.addAll(Arrays.asList(command));
        return Command.run(words);
    }

    /** Runs a shell line as root. */
    public String shell(String line) {
        return run("bash", "-c", line);
    }

    /** Asks its PostgreSQL, as superuser; rows are lines, columns are separated by {@code |}. */
    public String sql(String statement) {
        return Command.run(List.of(
                        "docker",
                        "exec",
                        "--user=postgres",
                        "--env=PGCONNECT_TIMEOUT=3",
                        machine.id(),
                        "psql",
                        "--host=/run/steward-postgresql",
                        "-XAtqc",
                        statement,
                        "postgres"))
                .strip();
    }

    /** Sends a signal to the process of PostgreSQL with this title: {@code checkpointer}. */
    public void signal(String signal, String title) {
        run("pkill", "-" + signal, "--full", "^postgres: " + title);
    }

    /** Fills the data disk until PostgreSQL gets nothing more. */
    public void fillDisk() {
        // What is kept for root goes too; what fallocate can't have in one piece, dd fills up.
        shell("cd /var/lib/steward && fallocate -l \"$(df --output=avail -B1 . | tail -n 1)\" ballast;"
                + " dd if=/dev/zero of=ballast.rest bs=4k status=none 2>/dev/null; sync -f .");
    }

    /** Takes out again what {@link #fillDisk} put there. */
    public void emptyDisk() {
        run("rm", "-f", "/var/lib/steward/ballast", "/var/lib/steward/ballast.rest");
    }
}
