package dev.steward;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An infrastructure can be read at a sitting: what it says again that others say, or could, belongs beside them all.
 *
 * <p>Counted are the lines of its main code, all files of its package together: neither blank ones nor comments nor
 * imports nor the name of the package. None is so long that it hides two.
 */
class AdapterSizeTest {

    private static final Path INFRASTRUCTURES = Path.of("../activities/src/main/java/dev/steward/machines");
    private static final int LINES = 600;
    private static final int COLUMNS = 120;
    private static final Pattern NOT_COUNTED = Pattern.compile("\\s*|\\s*(//|/\\*|\\*).*|(import|package) .*");

    static List<Path> infrastructures() throws IOException {
        try (Stream<Path> all = Files.list(INFRASTRUCTURES)) {
            return all.filter(Files::isDirectory).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("infrastructures")
    void hasSixHundredLinesAtMost(Path infrastructure) throws IOException {
        List<String> code = code(infrastructure);
        assertThat(code.size()).as("lines of code of %s", infrastructure).isBetween(1, LINES);
        assertThat(code).allMatch(line -> line.length() <= COLUMNS);
    }

    @Test
    void thereAreThree() throws IOException {
        assertThat(infrastructures())
                .extracting(p -> p.getFileName().toString())
                .contains("docker", "ec2", "openstack");
    }

    private static List<String> code(Path infrastructure) throws IOException {
        try (Stream<Path> files = Files.walk(infrastructure)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(AdapterSizeTest::lines)
                    .filter(line -> !NOT_COUNTED.matcher(line).matches())
                    .toList();
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
