package dev.steward.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the mutants change in the scripts of today's engine: a change that finds nothing would prove nothing. */
class MutantTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Mutant.class)
    void everyEditChangesItsScriptAndLeavesAScript(Mutant mutant) throws Exception {
        for (Mutant.Edit edit : mutant.edits()) {
            Path script = script(edit.script());
            String before = Files.readString(script);
            run("sed", "-i", "-e", edit.sed(), script.toString());
            assertThat(Files.readString(script)).as(mutant + " " + edit).isNotEqualTo(before);
            run("bash", "-n", script.toString());
        }
    }

    @Test
    void theOneThatSealsByConninfoStillClearsIt() throws Exception {
        Path seal = script("seal");
        for (Mutant.Edit edit : Mutant.SEALS_BY_CONNINFO.edits()) {
            assertThat(edit.script()).isNotEqualTo("seal");
        }
        assertThat(Files.readString(seal)).contains(": >$conf/leader.conf");
    }

    private Path script(String name) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            String shared = "/dev/steward/node/" + name;
            String own = "/dev/steward/engine/postgresql/node/" + name;
            try (InputStream in = getClass().getResourceAsStream(name.equals("node.sh") ? shared : own)) {
                Files.write(file, Objects.requireNonNull(in, name).readAllBytes());
            }
        }
        return file;
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }
}
