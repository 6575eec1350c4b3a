package dev.steward.machines.ec2;

import dev.steward.trouble.Trouble;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

/** What EC2's error codes mean (EC2 API reference, "Error codes"). */
final class Errors {

    static final String NO_ENTRY = "The infrastructure does not let us in; its operator has to see to it.";

    private static final Set<String> RIGHTS = Set.of(("AuthFailure RequestExpired ExpiredToken InvalidClientTokenId"
                    + " SignatureDoesNotMatch UnauthorizedOperation UnrecognizedClientException OptInRequired"
                    + " PendingVerification MissingAuthenticationToken IncompleteSignature Blocked")
            .split(" "));
    private static final Set<String> THROTTLED =
            Set.of("RequestLimitExceeded", "Throttling", "ThrottlingException", "RequestThrottled");

    private Errors() {}

    static String code(Ec2Exception e) {
        return Optional.ofNullable(e.awsErrorDetails()).map(d -> d.errorCode()).orElse("");
    }

    /** Whether it says that there is no such thing. */
    static boolean isAbsence(String code) {
        return code.endsWith(".NotFound") || code.equals("InvalidPlacementGroup.Unknown");
    }

    static Trouble trouble(String code, int status, String evidence) {
        if (RIGHTS.contains(code) || status == 401 || status == 403) {
            return Trouble.misconfigured(NO_ENTRY, evidence);
        }
        if (!THROTTLED.contains(code) && (code.startsWith("Insufficient") || code.contains("LimitExceeded"))) {
            return Trouble.noCapacity("The infrastructure has no room left, or a quota is used up.", evidence);
        }
        if (THROTTLED.contains(code) || status >= 500) {
            return Trouble.unavailable("The infrastructure (EC2) could not do it.", evidence);
        }
        if (code.startsWith("InvalidAMI") || code.startsWith("InvalidSubnet") || code.startsWith("Unsupported")) {
            return Trouble.misconfigured(
                    "The infrastructure lacks what machines are made of; its operator has to provide it.", evidence);
        }
        if (code.startsWith("Incorrect")
                || code.endsWith("InUse")
                || code.equals("DependencyViolation")
                || isAbsence(code)) {
            return Trouble.unavailable("The infrastructure is not ready for it yet.", evidence);
        }
        return Trouble.impossible("The infrastructure refuses the order.", evidence);
    }
}
