package dev.steward.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PatienceTest {

    @Test
    void theBindingsOwnTimeOutIsReplaced() {
        assertThat(Patience.LEAST.applied("jdbc:postgresql://h:5432/db?user=u&connectTimeout=3&tcpKeepAlive=true"))
                .isEqualTo("jdbc:postgresql://h:5432/db?user=u&connectTimeout=1&tcpKeepAlive=true");
    }
}
