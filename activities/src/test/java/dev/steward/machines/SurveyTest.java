package dev.steward.machines;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What an operator is told is missing. */
class SurveyTest {

    @Test
    void whatCantBeLookedAtIsMissing() {
        List<Prerequisite> seen = new Survey()
                .look("image", "make it", () -> {
                    throw Mishap.noEntry("401").failure();
                })
                .look("network", "make it", () -> true)
                .seen();

        assertThat(seen).containsExactly(Prerequisite.missing("image", "401"), Prerequisite.met("network"));
    }

    @Test
    void withoutWhatAllDependsOnNothingMoreIsLookedAt() {
        List<Prerequisite> seen = new Survey()
                .first("login", "name another", () -> false)
                .look("network", "make it", () -> true)
                .seen();

        assertThat(seen).containsExactly(Prerequisite.missing("login", "name another"));
    }
}
