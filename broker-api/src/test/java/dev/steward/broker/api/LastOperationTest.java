package dev.steward.broker.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.lifecycle.Operation;
import dev.steward.lifecycle.Progress;
import dev.steward.trouble.Trouble;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LastOperationTest {

    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Operation PROVISION = new Operation(
            "provision-1",
            Operation.Kind.PROVISION,
            Operation.Status.IN_PROGRESS,
            "The instance is being created.",
            THEN,
            null,
            null,
            true);

    private static final Progress GIVEN_UP =
            new Progress("replacing the machine of n2", Trouble.noCapacity("It is refused.", "1000 processors"), true);

    @Test
    void aStepThatIsTriedAgainSaysWhy() {
        Progress progress = new Progress(
                "creating 1 machine", Trouble.noCapacity("There is no room at the moment.", "quota"), false);

        assertThat(LastOperation.of(PROVISION, Optional.of(progress), THEN.plusSeconds(75))
                        .description())
                .isEqualTo("Creating 1 machine, 1 min 15 s so far. There is no room at the moment.");
    }

    @ParameterizedTest
    @CsvSource({"0,1", "9,1", "10,2", "26,5", "50,10", "5000,10", "-3,1"})
    void theLongerItTakesTheLaterItIsAskedForAgain(long elapsed, long retryAfter) {
        assertThat(LastOperation.of(PROVISION, Optional.empty(), THEN.plusSeconds(elapsed))
                        .retryAfter())
                .isEqualTo(retryAfter);
    }

    @Test
    void anotherMachinesClockIsNoReasonForNegativeTimes() {
        assertThat(LastOperation.of(PROVISION, Optional.empty(), THEN.minusSeconds(5))
                        .description())
                .isEqualTo("The instance is being created, 0 s so far.");
    }

    @Test
    void anUpdateThatFailedTellsWhetherItMayBeRepeated() {
        Operation update = new Operation(
                "update-5",
                Operation.Kind.UPDATE,
                Operation.Status.FAILED,
                "It could not be updated.",
                Instant.EPOCH,
                null,
                null,
                false);
        LastOperation told = LastOperation.of(update, Optional.empty(), Instant.EPOCH);
        assertThat(told.instanceUsable()).isTrue();
        assertThat(told.updateRepeatable()).isFalse();
    }

    @Test
    void aProvisionWhoseWorkIsGivenUpHasFailedAndSaysWhyWhileAllIsRemoved() {
        LastOperation told = LastOperation.of(PROVISION, Optional.of(GIVEN_UP), THEN);
        assertThat(told.state()).isEqualTo(LastOperation.State.FAILED);
        assertThat(told.description()).isEqualTo("The instance could not be created. It is refused.");
    }

    @Test
    void anUpdateGoesOnWhenOnePieceOfItsWorkIsGivenUp() {
        Operation update = new Operation(
                "update-5",
                Operation.Kind.UPDATE,
                Operation.Status.IN_PROGRESS,
                "The instance is being updated.",
                THEN,
                null,
                null,
                true);
        LastOperation told = LastOperation.of(update, Optional.of(GIVEN_UP), THEN.plusSeconds(7));
        assertThat(told.state()).isEqualTo(LastOperation.State.IN_PROGRESS);
        assertThat(told.description()).isEqualTo("Replacing the machine of n2, 7 s so far. It is refused.");
    }
}
