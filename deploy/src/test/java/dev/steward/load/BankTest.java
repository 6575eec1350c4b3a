package dev.steward.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class BankTest {

    private static final Pattern VALUES = Pattern.compile("VALUES \\('w', [0-9]+, ([0-9]+), ([0-9]+), ([0-9]+),");
    private final Bank bank = new Bank("bank_1");

    @Test
    void everyTransferMovesSomethingBetweenTwoAccountsThatExist() {
        for (long sequence = 1; sequence < 2000; sequence++) {
            Matcher values = VALUES.matcher(bank.statement("w", sequence));
            assertThat(values.find()).isTrue();
            int payer = Integer.parseInt(values.group(1));
            int payee = Integer.parseInt(values.group(2));
            assertThat(payer).isBetween(1, 20).isNotEqualTo(payee);
            assertThat(payee).isBetween(1, 20);
            assertThat(Integer.parseInt(values.group(3))).isPositive();
        }
    }

    @Test
    void moneyThatVanishedIsFound() throws Unacknowledged {
        assertThat(bank.complaint(new Answers("19997", "0")))
                .hasValueSatisfying(c -> assertThat(c).contains("19997, not 20000"));
    }

    @Test
    void aBalanceWithoutItsTransferIsFound() throws Unacknowledged {
        assertThat(bank.complaint(new Answers("20000", "2"))).isPresent();
        assertThat(bank.complaint(new Answers("20000", "0"))).isEmpty();
    }

    @Test
    void aTableIsNothingThatCouldBeRead() {
        assertThatThrownBy(() -> new Bank("x; drop")).isInstanceOf(IllegalArgumentException.class);
    }

    /** A session that answers one question after the other with one cell. */
    private static final class Answers implements Session {
        private final List<String> answers;

        Answers(String... answers) {
            this.answers = new ArrayList<>(List.of(answers));
        }

        @Override
        public List<List<String>> run(String statement) {
            return List.of(List.of(answers.removeFirst()));
        }

        @Override
        public void close() {
            answers.clear();
        }
    }
}
