package dev.steward.bench;

import dev.steward.lab.Command;
import java.util.ArrayList;
import java.util.List;

/**
 * A person with the steward command.
 *
 * @param command its path
 */
public record Operator(String command) {

    /** Whether the command has this verb, by its own help. */
    boolean knows(String verb) {
        return Command.run(List.of(command, "help")).lines().anyMatch(line -> line.startsWith("  " + verb + " "));
    }

    void runs(String verb, String... arguments) {
        List<String> line = new ArrayList<>(List.of(command, verb));
        line.addAll(List.of(arguments));
        Command.run(line);
    }
}
