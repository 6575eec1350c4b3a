package dev.steward.tour;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StoryTest {

    private final ByteArrayOutputStream told = new ByteArrayOutputStream();
    private final Story story = new Story(new PrintStream(told, true, StandardCharsets.UTF_8), false);

    @Test
    void theSameProgressIsToldOnce() {
        story.progress("making 3 machines, 4 s so far");
        story.progress("making 3 machines, 5 s so far");

        assertThat(lines()).hasSize(1);
    }

    @Test
    void nothingIsToldAfterTheEnd() {
        story.end("{}");
        story.say("more");

        assertThat(lines()).containsExactly("{}");
    }

    @Test
    void afterAnInterruptionOnlyThoseTellWhoSetThingsRight() throws InterruptedException {
        Thread interrupted = new Thread(() -> {
            story.takeOver();
            story.say("giving back what was ordered");
        });
        interrupted.start();
        interrupted.join();
        story.progress("removing 3 machines");
        story.bad("deprovision: the instance is gone");
        story.end("{\"ok\": false}");

        assertThat(lines()).singleElement().asString().contains("giving back what was ordered");
    }

    private Iterable<String> lines() {
        return told.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
