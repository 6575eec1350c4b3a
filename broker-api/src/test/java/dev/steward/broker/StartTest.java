package dev.steward.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StartTest {

    @Test
    void aBrokenConfigurationEndsItWith2AndALineForEachProblem() throws Exception {
        Path config = Bench.configuration(7233);
        Files.writeString(
                config, Files.readString(config).replace("port: 0", "port: x").replace("users:", "user:"));

        Ended ended = broker("--config=" + config);

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.lines())
                .containsExactly(
                        config + ":1: http.port: has to be a whole number from 0 to 65535, is 'x'",
                        config + ":1: users: is missing: has to be a path whose ${...} are all set in the environment",
                        config + ":3: user: is not a known key");
    }

    @Test
    void withoutAConfigurationItSaysHowItIsUsed() throws Exception {
        assertThat(broker().lines()).containsExactly("usage: broker --config=<file>");
        assertThat(broker().code()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "users|nonsense|users:1: has to be <user>:<password>",
                "users|#|users: holds no user",
                "keys|k1:secret|keys: keys, line 1: the key has 4 bytes, not 32",
            })
    void aBrokenSecretIsNamedButNotTold(String file, String text, String message) throws Exception {
        Path config = Bench.configuration(7233);
        Path folder = config.resolveSibling("");
        Files.writeString(config.resolveSibling(file), text);

        Ended ended = broker("--config=" + config);

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.lines().stream().map(line -> line.replace(folder + File.separator, "")))
                .containsExactly(message);
    }

    @Test
    void usersMayComeFromTheEnvironmentButHaveToBeThere() throws Exception {
        Path config = Bench.configuration(7233);
        Files.writeString(
                config, Files.readString(config).replaceFirst("users: .*", "credentials: [\"\\${STEWARD_NOT_SET}\"]"));

        Ended ended = broker("--config=" + config);

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.lines())
                .singleElement()
                .asString()
                .contains("credentials[0]: has to be a text whose ${...} are all set in the environment");
    }

    /** How a process ended: its exit code, and what it wrote. */
    private record Ended(int code, List<String> lines) {}

    private static Ended broker(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Broker.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), output.lines().toList());
    }
}
