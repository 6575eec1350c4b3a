package dev.steward.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.cluster.NodeName;
import dev.steward.cluster.Redundancy;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import org.jspecify.annotations.Nullable;

/** What the fence concludes: the shell functions of {@code fence.sh}, which start no process and look at nothing. */
final class FenceTest {

    private static final int LIMIT = 8000;
    private static final int NEVER = 2_000_000_000;

    /** A round: how long after the one before, and how long ago standbys and control plane were heard. */
    private record Look(int elapsed, int standbys, int word) {}

    @Property(tries = 20)
    void whoConfirmsIsReadFromWhatIsWritten(@ForAll @NotEmpty Set<@IntRange(min = 1, max = 99) Integer> ordinals) {
        Redundancy redundancy =
                Redundancy.among(ordinals.stream().map(NodeName::of).toList());
        String names = redundancy.standbys().stream().map(NodeName::value).collect(Collectors.joining(" "));
        assertThat(confirming("synchronous_standby_names = '" + Confirmers.of(redundancy) + "'"))
                .isEqualTo(redundancy.confirmations() + " " + names);
    }

    @Example
    void nobodyConfirmsWithoutNames() {
        assertThat(confirming("synchronous_standby_names = ''")).isEqualTo("0");
        assertThat(confirming("")).isEqualTo("0");
    }

    @Example
    void anAddressWasHeardWhenItsFreshestConnectionReceived() {
        String sockets = """
                0 0 10.0.0.1:5432 10.0.0.2:4000 cubic rto:204 lastsnd:5 lastrcv:900 lastack:3
                0 0 10.0.0.1:5432 10.0.0.2:4001 cubic rto:204 lastsnd:5 lastrcv:66 lastack:3
                0 0 [::ffff:10.0.0.1]:5432 [::ffff:10.0.0.3]:4001 cubic rto:204 lastsnd:12 lastack:3
                0 0 10.0.0.1:5432 10.0.0.4:4001 nothing is told of this one
                0 0 [fd00::1]:5432 [fd00::2]:4001 cubic wscale:7,7 rto:204 lastsnd:9000 lastrcv:9100 lastack:3
                """;
        assertThat(bash("hear <<<\"$1\"; for who in \"${!heard[@]}\"; do echo \"$who ${heard[$who]}\"; done", sockets)
                        .lines())
                .containsExactlyInAnyOrder(
                        "10.0.0.2 66",
                        "10.0.0.2(4000) 900",
                        "10.0.0.2(4001) 66",
                        "10.0.0.3 0",
                        "10.0.0.3(4001) 0",
                        "fd00::2 9100",
                        "fd00::2(4001) 9100");
    }

    @Example
    void soManyWereHeardWhenTheLastOfThemWas() {
        assertThat(ageOf("1 500 30 9000")).isEqualTo(30);
        assertThat(ageOf("2 500 30 9000")).isEqualTo(500);
        assertThat(ageOf("2 500 500 9000")).isEqualTo(500);
        assertThat(ageOf("3 500 30")).isEqualTo(NEVER);
        assertThat(ageOf("1")).isEqualTo(NEVER);
    }

    @Example
    void aLeaderHasTimeUntilItIsFollowed() {
        assertThat(bash("limit_for yes ''; echo $limit; limit_for yes yes; echo $limit"))
                .isEqualTo("8000\n8000");
        assertThat(bash("limit_for '' yes; echo $limit")).isEqualTo("30000");
        assertThat(bash("limit_for '' ''; echo $limit")).isEqualTo(String.valueOf(NEVER));
    }

    @Example
    void whoIsCutOffIsStoppedInTime() {
        List<Look> everySecond = IntStream.rangeClosed(1, 9)
                .mapToObj(i -> new Look(1010, 400 + 1010 * i, 200 + 1010 * i))
                .toList();
        assertThat(silences(everySecond).get(6)).isLessThan(LIMIT);
        assertThat(silences(everySecond).get(7)).isGreaterThanOrEqualTo(LIMIT);
    }

    @Example
    void whoWakesHasTimeToHearTheOthers() {
        List<Integer> silences = silences(List.of(
                new Look(1000, 300, NEVER),
                new Look(60_000, NEVER, NEVER), // frozen for a minute, and everybody gave up
                new Look(1000, NEVER, NEVER),
                new Look(1000, NEVER, NEVER),
                new Look(1000, 20, NEVER)));
        assertThat(silences).allSatisfy(silence -> assertThat(silence).isLessThan(LIMIT));
        assertThat(silences.getLast()).isEqualTo(20);
    }

    @Example
    void theNextRoundComesInTime() {
        assertThat(waiting(400)).isEqualTo(1900);
        assertThat(waiting(2000)).isEqualTo(1000);
        assertThat(waiting(7400)).isEqualTo(600);
        assertThat(waiting(8500)).isEqualTo(100);
    }

    @Property(tries = 30)
    void silenceIsNeverMoreThanTheAgeOfTheLastWordNorThanWhatWasObserved(@ForAll("looks") List<Look> looks) {
        List<Integer> silences = silences(looks);
        int before = 0;
        for (int i = 0; i < looks.size(); i++) {
            Look look = looks.get(i);
            int grown = before + Math.min(look.elapsed(), 2000);
            assertThat(silences.get(i)).isEqualTo(Math.min(grown, Math.min(look.standbys(), look.word())));
            before = silences.get(i);
        }
    }

    @Provide
    Arbitrary<List<Look>> looks() {
        Arbitrary<Integer> age = Arbitraries.oneOf(Arbitraries.integers().between(0, 20_000), Arbitraries.just(NEVER));
        return Combinators.combine(Arbitraries.integers().between(0, 5000), age, age)
                .as(Look::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(40);
    }

    private static List<Integer> silences(List<Look> looks) {
        String rounds = looks.stream()
                .map(l -> "silence_after %d %d %d; echo $silence".formatted(l.elapsed(), l.standbys(), l.word()))
                .collect(Collectors.joining("\n", "silence=0\n", ""));
        return bash(rounds).lines().map(Integer::valueOf).toList();
    }

    private static int waiting(int silence) {
        return Integer.parseInt(bash("silence=" + silence + " limit=" + LIMIT + "; time_left; echo $left"));
    }

    private static String confirming(String line) {
        return bash("confirming \"$1\"; echo $confirmations $confirmers", line);
    }

    private static int ageOf(String words) {
        return Integer.parseInt(bash("age_of " + words + "; echo $age"));
    }

    private static String bash(String script, String... arguments) {
        try {
            @Nullable URL rules = FenceTest.class.getResource("fence.sh");
            List<String> command = new ArrayList<>(
                    List.of("bash", "-euc", ". \"$0\"\n" + script, pathOf(Objects.requireNonNull(rules))));
            command.addAll(List.of(arguments));
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
            return said.strip();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pathOf(URL resource) {
        try {
            return Path.of(resource.toURI()).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
