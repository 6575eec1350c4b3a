package dev.steward.tunnels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.cluster.ClusterId;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TunnelNameTest {

    @Property(tries = 300)
    void whateverTheIdsAreTheyAreReadAsTheyWereWritten(
            @ForAll @StringLength(min = 1, max = 60) String cluster,
            @ForAll @StringLength(min = 1, max = 60) String binding) {
        TunnelName name = new TunnelName(new ClusterId(sound(cluster)), sound(binding));
        assertThat(TunnelName.parse(name.keyId())).contains(name);
        assertThat(name.username()).matches("t-[0-9a-f]{16}");
    }

    /** Half a surrogate pair is in no JSON text, so in no id either. */
    private static String sound(String text) {
        return text.replaceAll("[\\ud800-\\udfff]", "s");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "steward",
                "steward/a",
                "steward//b",
                "steward/a/b/c",
                "other/a/b",
                "steward/%zz/b",
                "steward/%61/b"
            })
    void whatWeDidNotWriteIsNoName(String keyId) {
        assertThat(TunnelName.parse(keyId)).isEmpty();
    }

    @Test
    void aBindingOfAnotherClusterHasAnotherUsername() {
        assertThat(new TunnelName(new ClusterId("a/b"), "c").username())
                .isNotEqualTo(new TunnelName(new ClusterId("a"), "b/c").username());
    }

    @Test
    void aWishIsReadFromTheParameters() {
        assertThat(TunnelWish.in(Map.of())).isEmpty();
        TunnelWish wish = TunnelWish.in(Map.of("tunnel", Map.of("public_key", "k", "expires_in", "90s")))
                .orElseThrow();
        assertThat(wish.life()).hasSeconds(90);
        assertThat(wish.sources()).isEmpty();
    }
}
