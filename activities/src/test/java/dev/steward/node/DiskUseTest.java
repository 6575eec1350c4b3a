package dev.steward.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DiskUseTest {

    @Test
    void blocksReservedForRootAreOfNoUseToPostgresql() {
        assertThat(DiskUse.parse("1000 100 90\n").percent()).isEqualTo(91);
        assertThat(DiskUse.parse("1000 10 0").percent()).isEqualTo(100);
        assertThat(DiskUse.parse("1000 1000 990").percent()).isZero();
        assertThat(DiskUse.parse("1000 999 989").percent()).isEqualTo(1);
    }

    @Test
    void aDiskWithoutBlocksIsFull() {
        assertThat(DiskUse.parse("0 0 0").percent()).isEqualTo(100);
    }

    @Test
    void anythingElseIsRefused() {
        assertThatThrownBy(() -> DiskUse.parse("1 2")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DiskUse.parse("stat: no such file")).isInstanceOf(IllegalArgumentException.class);
    }
}
