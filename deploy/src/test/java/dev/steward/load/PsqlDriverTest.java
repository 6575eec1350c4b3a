package dev.steward.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PsqlDriverTest {

    @Test
    void thePasswordIsTakenOutOfTheUri() {
        assertThat(PsqlDriver.withoutPassword("postgresql://u:s3cr%40t@10.0.0.1:5432,10.0.0.2:5432/db?sslmode=require"))
                .isEqualTo("postgresql://u@10.0.0.1:5432,10.0.0.2:5432/db?sslmode=require");
    }

    @Test
    void aUriWithoutPasswordStaysAsItIs() {
        assertThat(PsqlDriver.withoutPassword("postgresql://u@10.0.0.1/db")).isEqualTo("postgresql://u@10.0.0.1/db");
    }

    @Test
    void aBindingThatAsksForEncryptionOnlyIsUsedWithTheStrictestCheck() {
        assertThat(Certificate.verifyFull("postgresql://u@h/db?target_session_attrs=read-write&sslmode=require&x=1"))
                .isEqualTo("postgresql://u@h/db?target_session_attrs=read-write&sslmode=verify-full&x=1");
        assertThat(Certificate.verifyFull("postgresql://u@h/db")).isEqualTo("postgresql://u@h/db");
    }
}
