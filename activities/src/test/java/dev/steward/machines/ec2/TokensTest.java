package dev.steward.machines.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TokensTest {

    private final Map<String, String> remembered = new HashMap<>();
    private final Set<String> gone = new HashSet<>();

    @Test
    void theSameOrderIsCarriedOutOnce() {
        assertThat(order("a disk")).isEqualTo(order("a disk")).isNotEqualTo(order("another disk"));
        assertThat(remembered).hasSize(2);
    }

    @Test
    void whatWasGivenBackIsMadeAnewAndThatOnceToo() {
        String first = order("a disk");
        gone.add(first);
        String second = order("a disk");
        assertThat(second).isNotEqualTo(first);
        assertThat(order("a disk")).isEqualTo(second);
        gone.add(second);
        assertThat(order("a disk")).isNotIn(first, second);
    }

    @Test
    void aTokenHasAtMost64Characters() {
        order("a disk");
        assertThat(remembered.keySet()).allMatch(token -> token.length() <= 64);
    }

    private String order(String what) {
        return Tokens.once(
                what,
                token -> remembered.computeIfAbsent(token, t -> "i-" + remembered.size()),
                made -> Optional.of(made).filter(id -> !gone.contains(id)));
    }
}
