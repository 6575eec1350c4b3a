package dev.steward.machines.ec2;

import dev.steward.machines.Faults;
import dev.steward.machines.Mishap;
import dev.steward.trouble.Trouble;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.StateReason;

/** What EC2's errors mean: a status, and a code (EC2 API reference, "Error codes"). */
final class Errors {

    private static final String ABSENCE = "(.*\\.NotFound|InvalidPlacementGroup\\.Unknown)";

    private static final Faults FAULTS = new Faults("EC2")
            .when("\\d+ (AuthFailure|.*Expired.*|InvalidClientTokenId|SignatureDoesNotMatch)", Mishap::noEntry)
            .when("\\d+ (UnauthorizedOperation|UnrecognizedClientException|OptInRequired)", Mishap::noEntry)
            .when("\\d+ (PendingVerification|MissingAuthenticationToken|IncompleteSignature|Blocked)", Mishap::noEntry)
            .when("\\d+ (RequestLimitExceeded|.*Throttl.*)", evidence -> Mishap.failure("EC2", evidence))
            .when("\\d+ Insufficient.*", Mishap::noRoom)
            .when("\\d+ .*LimitExceeded.*", Mishap::noQuota)
            .when("\\d+ (InvalidAMI.*|InvalidSubnet.*|InvalidInstanceType|Unsupported.*)", Mishap::lacking)
            .when("\\d+ (Incorrect.*|Idempotent.*|.*InUse|DependencyViolation|" + ABSENCE + ")", Mishap::notReady)
            .when("40[13] .*", Mishap::noEntry)
            .when("4.. .*", Mishap::refusal);

    private Errors() {}

    static Trouble trouble(String what, Ec2Exception e) {
        return trouble(what, e.statusCode(), code(e), said(e, AwsErrorDetails::errorMessage));
    }

    /** Of something that was accepted at first, and ended: {@code Server.InsufficientInstanceCapacity: ...}. */
    static Trouble trouble(String what, @Nullable StateReason reason) {
        String code = reason == null ? "" : reason.code().replaceFirst("^(Server|Client)\\.", "");
        return trouble(what, 500, code, String.valueOf(reason));
    }

    static Trouble trouble(String what, int status, String code, String said) {
        return FAULTS.meaning(what, status + " " + code, said);
    }

    static String code(Ec2Exception e) {
        return said(e, AwsErrorDetails::errorCode);
    }

    private static String said(Ec2Exception e, Function<AwsErrorDetails, @Nullable String> part) {
        return Optional.ofNullable(e.awsErrorDetails()).map(part).orElse("");
    }

    /** Whether it says that there is no such thing. */
    static boolean isAbsence(String code) {
        return code.matches(ABSENCE);
    }
}
