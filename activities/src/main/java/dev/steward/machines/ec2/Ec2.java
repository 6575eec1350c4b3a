package dev.steward.machines.ec2;

import dev.steward.machines.Mishap;
import dev.steward.machines.Patience;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
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
import software.amazon.awssdk.services.ec2.model.Subnet;

/**
 * The API, and what its errors mean. Everything that is asked of it passes through here. Credentials come from AWS's
 * default chain; throttled calls and failures on its side are made again, ever more slowly.
 */
final class Ec2 {

    /** How long something that was just made may be unknown where it is looked up. */
    static final Patience SETTLING = Patience.ofSeconds(10);

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration ALL_TRIES = Duration.ofSeconds(30);

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
            throw Errors.trouble(what, e).failure(e);
        } catch (AbortedException e) {
            throw Mishap.notReady(what + ": the worker stops").failure(e);
        } catch (SdkClientException e) {
            String evidence = what + ": no answer: " + e.getMessage();
            throw (evidence.contains("Unable to load credentials")
                            ? Mishap.noEntry(evidence)
                            : Mishap.silence("EC2", evidence))
                    .failure(e);
        }
    }

    /** All there are, page after page. */
    <R> Stream<R> list(String what, Function<Ec2Client, SdkIterable<R>> question) {
        return ask(what, c -> question.apply(c).stream().toList()).stream();
    }

    /** Those of these ids. */
    List<Subnet> subnets(List<String> ids) {
        return ask("look up subnets", c -> c.describeSubnets(r -> r.subnetIds(ids)))
                .subnets();
    }

    /** Asks about something that may not exist. */
    <R> Optional<R> answer(String what, Function<Ec2Client, R> question) {
        return unless(Errors::isAbsence, what, question);
    }

    /** Makes something that somebody may have made at the same time, or earlier without an answer. */
    void make(String what, Function<Ec2Client, ?> order) {
        unless(code -> code.endsWith(".Duplicate"), what, order);
    }

    /** Gives something back that may be gone. */
    void giveBack(String what, Function<Ec2Client, ?> order) {
        unless(Errors::isAbsence, what, order);
    }

    /** Asks whether an order would be carried out; that it would be is said as an error. */
    void dryRun(String what, Function<Ec2Client, ?> order) {
        unless("DryRunOperation"::equals, what, order);
    }

    /** What was asked, unless the answer is an error of this code. */
    private <R> Optional<R> unless(Predicate<String> code, String what, Function<Ec2Client, R> question) {
        return ask(what, c -> {
            try {
                return Optional.of(Objects.requireNonNull(question.apply(c)));
            } catch (Ec2Exception e) {
                if (code.test(Errors.code(e))) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }
}
