package dev.steward.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.cluster.NodeName;
import dev.steward.cluster.Redundancy;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;

final class ConfirmersTest {

    @Example
    void theOthersOfThreeNodes() {
        Redundancy redundancy = Redundancy.among(Set.of(NodeName.of(3), NodeName.of(2)));
        assertThat(Confirmers.of(redundancy)).isEqualTo("ANY 1 (\"n2\",\"n3\")");
    }

    @Example
    void nobody() {
        assertThat(Confirmers.of(Redundancy.NONE)).isEmpty();
    }

    @Property
    void namesAreAlwaysExplicit(@ForAll @NotEmpty Set<@IntRange(min = 1, max = 99) Integer> ordinals) {
        Redundancy redundancy =
                Redundancy.among(ordinals.stream().map(NodeName::of).toList());
        assertThat(Confirmers.of(redundancy))
                .matches("ANY [1-9][0-9]? \\(\"n[1-9][0-9]?\"(,\"n[1-9][0-9]?\")*\\)")
                .contains(
                        redundancy.standbys().stream().map(n -> "\"" + n + "\"").toList());
    }
}
