package dev.steward.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LsnTest {

    @Property
    void isReadAsItIsWritten(@ForAll long bytes) {
        assertThat(Lsn.parse(new Lsn(bytes).toString())).isEqualTo(new Lsn(bytes));
    }

    @Test
    void isOrderedLikeALogAlsoBeyondTheSign() {
        assertThat(Lsn.parse("16/B374D848")).isGreaterThan(Lsn.parse("16/B374D847"));
        assertThat(Lsn.parse("FFFFFFFF/0")).isGreaterThan(Lsn.parse("7FFFFFFF/FFFFFFFF"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "1/", "/1", "0", "123456789/0", "0/123456789", "x/y", "-1/0"})
    void isNothingElse(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Lsn.parse(text));
    }
}
