package dev.steward.machines.ec2;

import dev.steward.machines.Mishap;
import dev.steward.trouble.Trouble;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.StateReason;

/**
 * What EC2's error codes mean (EC2 API reference, "Error codes").
 *
 * @param code those of which it is so; the first that matches counts
 */
record Errors(Pattern code, Function<String, Trouble> meaning) {

    private static final Pattern ABSENCE = Pattern.compile(".*\\.NotFound|InvalidPlacementGroup\\.Unknown");

    private static final List<Errors> ALL = List.of(
            code(
                    "AuthFailure|RequestExpired|ExpiredToken|InvalidClientTokenId|SignatureDoesNotMatch"
                            + "|UnauthorizedOperation|UnrecognizedClientException|OptInRequired|PendingVerification"
                            + "|MissingAuthenticationToken|IncompleteSignature|Blocked",
                    Mishap::noEntry),
            code("RequestLimitExceeded|Throttling|ThrottlingException|RequestThrottled", Errors::failure),
            code("Insufficient.*", Mishap::noRoom),
            code(".*LimitExceeded.*", Mishap::noQuota),
            code("InvalidAMI.*|InvalidSubnet.*|Unsupported.*", Mishap::lacking),
            code("Incorrect.*|.*InUse|DependencyViolation", Mishap::notReady),
            code(ABSENCE.pattern(), Mishap::notReady));

    private static Errors code(String form, Function<String, Trouble> meaning) {
        return new Errors(Pattern.compile(form), meaning);
    }

    static Trouble trouble(String what, Ec2Exception e) {
        String said = details(e).map(AwsErrorDetails::errorMessage).orElse("");
        return trouble(code(e), e.statusCode(), what + ": " + e.statusCode() + " " + code(e) + " " + said);
    }

    /** Of something that was accepted at first, and ended: {@code Server.InsufficientInstanceCapacity: ...}. */
    static Trouble trouble(String what, @Nullable StateReason reason) {
        String code = reason == null ? "" : reason.code().replaceFirst("^(Server|Client)\\.", "");
        return trouble(code, 500, what + ": " + reason);
    }

    static Trouble trouble(String code, int status, String evidence) {
        return ALL.stream()
                .filter(error -> error.code.matcher(code).matches())
                .findFirst()
                .map(Errors::meaning)
                .orElseGet(() -> status >= 500
                        ? Errors::failure
                        : status == 401 || status == 403 ? Mishap::noEntry : Mishap::refusal)
                .apply(evidence);
    }

    private static Trouble failure(String evidence) {
        return Mishap.failure("EC2", evidence);
    }

    static String code(Ec2Exception e) {
        return details(e).map(AwsErrorDetails::errorCode).orElse("");
    }

    private static Optional<AwsErrorDetails> details(Ec2Exception e) {
        return Optional.ofNullable(e.awsErrorDetails());
    }

    /** Whether it says that there is no such thing. */
    static boolean isAbsence(String code) {
        return ABSENCE.matcher(code).matches();
    }
}
