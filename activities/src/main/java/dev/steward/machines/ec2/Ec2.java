package dev.steward.machines.ec2;

import dev.steward.trouble.Trouble;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.pagination.sync.SdkIterable;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileSupplier;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

/**
 * The API, and what its errors mean. Everything that is asked of it passes through here. Credentials come from AWS's
 * default chain; throttled calls and failures on its side are made again, ever more slowly.
 */
final class Ec2 {

    /** How long something that was just made may be unknown where it is looked up. */
    static final Duration SETTLING = Duration.ofSeconds(10);

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration ALL_TRIES = Duration.ofSeconds(30);
    private static final Duration CHANGE = Duration.ofSeconds(100);
    private static final Duration LOOK = Duration.ofMillis(500);

    private final Ec2Client client;

    Ec2(Ec2Settings settings) {
        var builder = Ec2Client.builder()
                .region(Region.of(settings.region()))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(ANSWER))
                .overrideConfiguration(c -> c.retryStrategy(RetryMode.ADAPTIVE_V2)
                        .apiCallAttemptTimeout(ANSWER)
                        .apiCallTimeout(ALL_TRIES));
        settings.endpoint().ifPresent(builder::endpointOverride);
        settings.credentials()
                .ifPresent(file -> builder.credentialsProvider(DefaultCredentialsProvider.builder()
                        .profileFile(ProfileFileSupplier.reloadWhenModified(file, ProfileFile.Type.CREDENTIALS))
                        .build()));
        client = builder.build();
    }

    /**
     * Asks it.
     *
     * @param what for the operator: {@code start machine x}
     * @throws ApplicationFailure what its error means
     */
    <R> R ask(String what, Function<Ec2Client, R> question) {
        try {
            return question.apply(client);
        } catch (Ec2Exception e) {
            throw trouble(what, e).failure(e);
        } catch (AbortedException e) {
            throw Trouble.unavailable("It was interrupted.", what + ": the worker stops")
                    .failure(e);
        } catch (SdkClientException e) {
            throw silence(what, String.valueOf(e.getMessage())).failure(e);
        }
    }

    /** Asks about something that may not exist. */
    <R> Optional<R> answer(String what, Function<Ec2Client, R> question) {
        return ask(what, client -> {
            try {
                return Optional.of(question.apply(client));
            } catch (Ec2Exception e) {
                if (Errors.isAbsence(Errors.code(e))) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    /** All there are, page after page. */
    <R> List<R> list(String what, Function<Ec2Client, SdkIterable<R>> question) {
        return ask(what, c -> question.apply(c).stream().toList());
    }

    /** Makes something that somebody may have made at the same time, or earlier without an answer. */
    void make(String what, Function<Ec2Client, ?> order) {
        unless(what, code -> code.endsWith(".Duplicate"), order);
    }

    /** Asks whether an order would be carried out; that it would be is said as an error. */
    void dryRun(String what, Function<Ec2Client, ?> order) {
        unless(what, "DryRunOperation"::equals, order);
    }

    private void unless(String what, Predicate<String> fine, Function<Ec2Client, ?> order) {
        ask(what, c -> {
            try {
                return Objects.requireNonNull(order.apply(c));
            } catch (Ec2Exception e) {
                if (fine.test(Errors.code(e))) {
                    return what;
                }
                throw e;
            }
        });
    }

    /** Looks until there is something to see. */
    static <R> R await(String what, Supplier<Optional<R>> look) {
        return await(what, CHANGE, look)
                .orElseThrow(() -> Trouble.unavailable(
                                "The infrastructure takes longer than it may; it is tried again.",
                                what + " has not happened after " + CHANGE.toSeconds() + " s")
                        .failure());
    }

    static <R> Optional<R> await(String what, Duration patience, Supplier<Optional<R>> look) {
        Instant deadline = Instant.now().plus(patience);
        Optional<R> seen = look.get();
        while (seen.isEmpty() && Instant.now().isBefore(deadline)) {
            try {
                Thread.sleep(LOOK);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw Trouble.unavailable("It was interrupted.", what + " is not waited for any more")
                        .failure(e);
            }
            seen = look.get();
        }
        return seen;
    }

    private static Trouble trouble(String what, Ec2Exception e) {
        String code = Errors.code(e);
        String evidence = what + ": " + e.statusCode() + " " + code + " "
                + Optional.ofNullable(e.awsErrorDetails())
                        .map(d -> d.errorMessage())
                        .orElse("");
        return Errors.trouble(code, e.statusCode(), evidence);
    }

    private static Trouble silence(String what, String said) {
        return said.contains("Unable to load credentials")
                ? Trouble.misconfigured(Errors.NO_ENTRY, what + ": " + said)
                : Trouble.unavailable("The infrastructure (EC2) does not answer.", what + ": no answer: " + said);
    }
}
