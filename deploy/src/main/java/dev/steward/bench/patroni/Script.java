package dev.steward.bench.patroni;

import dev.steward.lab.Lab;
import dev.steward.lab.LabMachine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** A text that lies beside this class: a script for a machine, or a template. */
record Script(String text) {

    static Script named(String name) {
        try (InputStream in = Objects.requireNonNull(Script.class.getResourceAsStream(name), name)) {
            return new Script(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs it there and returns what it said. */
    String on(Lab lab, LabMachine machine, String... arguments) {
        return lab.run(machine, text, arguments);
    }

    /** The text with a value in the place of {@code @NAME@}. */
    Script with(String name, Object value) {
        return new Script(text.replace("@" + name + "@", value.toString()));
    }
}
