package dev.steward.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

final class WordsTest {

    @Property(tries = 100)
    void aShellReadsEachWordAsItIs(@ForAll("words") List<String> words) throws IOException {
        List<String> command = new ArrayList<>(List.of("printf", "%s\\0"));
        command.addAll(words);
        Process shell = new ProcessBuilder("sh", "-c", Words.line(command)).start();
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said).isEqualTo(String.join("\0", words) + "\0");
    }

    @Example
    void aNulIsRefused() {
        assertThatThrownBy(() -> Words.line(List.of("a\0b"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Provide
    Arbitrary<List<String>> words() {
        return Arbitraries.strings()
                .withChars(" '\"\\$`;&|<>(){}*?[]!#~\n\tabcä")
                .ofMinLength(1)
                .ofMaxLength(12)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }
}
