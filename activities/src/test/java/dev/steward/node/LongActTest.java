package dev.steward.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What takes as long as it takes ends when nobody is there any more who could bring it to its end. */
@Timeout(20)
class LongActTest {

    @Test
    void aCopyFromALeaderThatFrozeIsGivenUp() throws Exception {
        String given = bash("""
                pid=$(mktemp)
                hangs() { bash -c 'echo $$ >"$1"; exec sleep 300' hangs "$pid"; true; }
                while_answered false hangs || echo given up
                ! grep -qs sleep "/proc/$(cat "$pid")/cmdline" || echo but still there
                """);
        assertThat(given).isEqualTo("given up");
    }

    @Test
    void whatACopyStartedIsGivenUpWithIt() throws Exception {
        String given = bash("""
                pid=$(mktemp)
                hangs() { bash -c 'sleep 300 & echo $! >"$1"; wait' hangs "$pid"; true; }
                while_answered false hangs || echo given up
                ! grep -qs sleep "/proc/$(cat "$pid")/cmdline" || echo but still there
                """);
        assertThat(given).isEqualTo("given up");
    }

    /** A killed process runs on until the kernel gets round to it: here, until others let it. */
    @Test
    void oneIsGivenUpWhenItRunsNoMore() throws Exception {
        String given = bash("""
                pid=$(mktemp) busy=''
                for _ in 1 2 3 4; do taskset -c 0 bash -c 'while :; do :; done' & busy+=" $!"; done
                hangs() { taskset -c 0 nice -n 19 bash -c 'echo $$ >"$1"; exec sleep 300' hangs "$pid"; true; }
                while_answered false hangs || echo given up
                ! grep -qs sleep "/proc/$(cat "$pid")/cmdline" || echo but still there
                kill $busy
                """);
        assertThat(given).isEqualTo("given up");
    }

    @Test
    void oneThatIsAnsweredGoesOnToItsEnd() throws Exception {
        assertThat(bash("while_answered true sleep 2 && echo done")).isEqualTo("done");
    }

    @Test
    void itEndsAsItsCommandDoes() throws Exception {
        assertThat(bash("while_answered true bash -c 'exit 7' || echo $?")).isEqualTo("7");
    }

    private static String bash(String commands) throws Exception {
        Path lib = Path.of(
                Objects.requireNonNull(LongActTest.class.getResource("node.sh")).toURI());
        String all = ". \"$1\"; PAUSES=3; " + commands;
        Process bash = new ProcessBuilder(List.of("bash", "-c", all, "test", lib.toString()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(bash.waitFor(15, TimeUnit.SECONDS)).isTrue();
            return new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } finally {
            bash.destroyForcibly();
        }
    }
}
