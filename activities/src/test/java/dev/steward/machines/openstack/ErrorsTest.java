package dev.steward.machines.openstack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.trouble.Trouble;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sentences as OpenStack's services say them. */
class ErrorsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "500 | No valid host was found. There are not enough hosts available. | NO_CAPACITY",
                "403 | Quota exceeded for cores: Requested 32, but already used 0 of 20 cores | NO_CAPACITY",
                "413 | VolumeLimitExceeded: Maximum number of volumes allowed (10) exceeded for quota 'volumes'. | NO_CAPACITY",
                "409 | Quota exceeded for resources: ['port']. | NO_CAPACITY",
                "409 | No more IP addresses available on network 4f7f2c0e. | NO_CAPACITY",
                "401 | The request you have made requires authentication. | MISCONFIGURED",
                "403 | Policy doesn't allow os_compute_api:servers:create to be performed. | MISCONFIGURED",
                "400 | Invalid image identifier or unable to access requested image. | MISCONFIGURED",
                "400 | The requested availability zone is not available | MISCONFIGURED",
                "400 | Invalid volume: volume status must be available, but current status is: in-use. | UNAVAILABLE",
                "409 | Cannot 'stop' instance 0815 while it is in task_state powering-off | UNAVAILABLE",
                "500 | The server has either erred or is incapable of performing the requested operation. | UNAVAILABLE",
                "0 | timeout | UNAVAILABLE",
            })
    void anErrorTellsWhatTryingAgainCanDo(int status, String said, Trouble.Kind kind) {
        Trouble trouble = Errors.trouble("start server x", status, said);

        assertThat(trouble.kind()).isEqualTo(kind);
        assertThat(trouble.forOperator()).contains("start server x", said);
        assertThat(trouble.forUser()).doesNotContain(said).endsWith(".");
    }
}
