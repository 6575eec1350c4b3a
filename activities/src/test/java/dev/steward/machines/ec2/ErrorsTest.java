package dev.steward.machines.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.trouble.Trouble.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorsTest {

    @ParameterizedTest
    @CsvSource({
        "InsufficientInstanceCapacity, 500, NO_CAPACITY",
        "InsufficientFreeAddressesInSubnet, 400, NO_CAPACITY",
        "VcpuLimitExceeded, 400, NO_CAPACITY",
        "VolumeLimitExceeded, 400, NO_CAPACITY",
        "RequestLimitExceeded, 503, UNAVAILABLE",
        "InternalError, 500, UNAVAILABLE",
        "DependencyViolation, 400, UNAVAILABLE",
        "VolumeInUse, 400, UNAVAILABLE",
        "IncorrectInstanceState, 400, UNAVAILABLE",
        "InvalidInstanceID.NotFound, 400, UNAVAILABLE",
        "AuthFailure, 401, MISCONFIGURED",
        "UnauthorizedOperation, 403, MISCONFIGURED",
        "RequestExpired, 400, MISCONFIGURED",
        "InvalidAMIID.NotFound, 400, MISCONFIGURED",
        "InvalidSubnetID.NotFound, 400, MISCONFIGURED",
        "Unsupported, 400, MISCONFIGURED",
        "InvalidParameterValue, 400, IMPOSSIBLE",
        "InvalidInstanceType, 400, MISCONFIGURED",
        "IdempotentParameterMismatch, 400, UNAVAILABLE"
    })
    void tellsWhatTryingAgainCanDo(String code, int status, Kind kind) {
        assertThat(Errors.trouble("start machine x", status, code, "").kind()).isEqualTo(kind);
        assertThat(Errors.trouble("start machine x", status, code, "").forUser())
                .isNotBlank()
                .doesNotContain("machine x");
    }
}
