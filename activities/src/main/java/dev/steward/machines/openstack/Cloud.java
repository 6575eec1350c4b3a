package dev.steward.machines.openstack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.trouble.Trouble;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openstack4j.api.OSClient.OSClientV3;
import org.openstack4j.api.exceptions.AuthenticationException;
import org.openstack4j.api.exceptions.OS4JException;
import org.openstack4j.api.exceptions.ResponseException;
import org.openstack4j.api.types.Facing;
import org.openstack4j.core.transport.ClientConstants;
import org.openstack4j.core.transport.Config;
import org.openstack4j.core.transport.HttpMethod;
import org.openstack4j.core.transport.HttpRequest;
import org.openstack4j.core.transport.HttpResponse;
import org.openstack4j.core.transport.ProxyHost;
import org.openstack4j.core.transport.internal.HttpExecutor;
import org.openstack4j.model.common.ActionResponse;
import org.openstack4j.openstack.OSFactory;
import org.openstack4j.openstack.identity.v3.domain.KeystoneToken;

/**
 * The cloud's API: who we are there, and how long we wait. Everything that is asked of it passes through here.
 *
 * <p>The client's sessions belong to threads, so that each question gets one of its own; what they share is the token.
 */
final class Cloud {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CONNECT_MILLIS = 3_000;
    private static final int ANSWER_MILLIS = 20_000;
    private static final Duration EXPIRING = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofMillis(400);
    private static final Duration TOO_MANY_CALLS = Duration.ofMillis(300);
    private static final int TRIES = 5;

    /** Server groups that prefer to spread, but need not, came with 2.15 of Nova's API; Cinder wants to be named too. */
    private static final String VERSIONS = "compute 2.15,volume 3.0";

    /** The client leaves a rejected token to us: of itself it would log in again, with what it does not know. */
    private static final Map<String, String> HEADERS =
            Map.of("OpenStack-API-Version", VERSIONS, ClientConstants.HEADER_OS4J_AUTH, "ours");

    private final OpenstackSettings settings;
    private final Config config;
    private final AtomicReference<@Nullable KeystoneToken> token = new AtomicReference<>();

    Cloud(OpenstackSettings settings) {
        this.settings = settings;
        config = Config.newConfig().withConnectionTimeout(CONNECT_MILLIS).withReadTimeout(ANSWER_MILLIS);
        settings.proxy()
                .ifPresent(proxy ->
                        config.withProxy(ProxyHost.of(proxy.getScheme() + "://" + proxy.getHost(), proxy.getPort())));
    }

    /**
     * Asks for something that has to be there, or to be made.
     *
     * @param what for the operator: {@code create volume x}
     * @throws ApplicationFailure what the cloud's error means
     */
    <R> R ask(String what, Function<OSClientV3, R> question) {
        return look(what, question)
                .orElseThrow(() -> Errors.trouble(what, 404, "there is nothing of this name or id")
                        .failure());
    }

    /** Asks about something that may not exist. */
    <R> Optional<R> look(String what, Function<OSClientV3, R> question) {
        Duration pause = TOO_MANY_CALLS;
        for (int left = TRIES; ; left--) {
            try {
                R answer = question.apply(session());
                if (!(answer instanceof ActionResponse a) || a.isSuccess() || a.getCode() == 404) {
                    return Optional.ofNullable(answer);
                }
                throw new ResponseException(String.valueOf(a.getFault()), a.getCode());
            } catch (ResponseException e) {
                boolean rejected = isRejected(e);
                if (rejected) {
                    token.set(null);
                }
                if (left == 0 || !(e.getStatus() == 429 || (rejected && left == TRIES))) {
                    throw Errors.trouble(what, rejected ? 401 : e.getStatus(), String.valueOf(e.getMessage()))
                            .failure(e);
                }
            } catch (OS4JException e) {
                throw Trouble.misconfigured(
                                "The infrastructure's operator has to set something right.", what + ": " + e)
                        .failure(e);
            }
            rest(pause);
            pause = pause.multipliedBy(2);
        }
    }

    /** The token was not accepted: as such, or when the client tried to have it renewed. */
    private static boolean isRejected(ResponseException e) {
        return e instanceof AuthenticationException
                || e.getStatus() == 401
                || e.getCause() instanceof AuthenticationException;
    }

    private OSClientV3 session() {
        KeystoneToken known = token.get();
        if (known == null || known.getExpires().before(new Date(System.currentTimeMillis() + EXPIRING.toMillis()))) {
            known = login();
            token.set(known);
        }
        return OSFactory.clientFromToken(known, Facing.PUBLIC, config)
                .useRegion(settings.region())
                .headers(HEADERS);
    }

    private KeystoneToken login() {
        HttpRequest<KeystoneToken> request = HttpRequest.builder(KeystoneToken.class)
                .header(ClientConstants.HEADER_OS4J_AUTH, "Tokens")
                .endpoint(settings.auth().toString())
                .method(HttpMethod.POST)
                .path("/auth/tokens")
                .config(config)
                .json(body())
                .build();
        HttpResponse response = HttpExecutor.create().execute(request);
        KeystoneToken fresh = response.getEntity(KeystoneToken.class);
        if (fresh == null) {
            throw new ResponseException("there is no Keystone v3 at " + settings.auth(), 404);
        }
        fresh.setId(response.header(ClientConstants.HEADER_X_SUBJECT_TOKEN));
        return fresh.applyContext(
                settings.auth().toString(),
                new org.openstack4j.openstack.identity.v3.domain.TokenAuth(fresh.getId(), null, null));
    }

    private String body() {
        Map<String, Object> auth = switch (settings.login()) {
            case OpenstackSettings.Login.Password p ->
                Map.of(
                        "identity",
                        Map.of(
                                "methods",
                                new String[] {"password"},
                                "password",
                                Map.of(
                                        "user",
                                        Map.of(
                                                "name",
                                                p.user(),
                                                "domain",
                                                named(p.userDomain()),
                                                "password",
                                                secret()))),
                        "scope",
                        Map.of("project", Map.of("name", p.project(), "domain", named(p.projectDomain()))));
            case OpenstackSettings.Login.ApplicationCredential a ->
                Map.of(
                        "identity",
                        Map.of(
                                "methods",
                                new String[] {"application_credential"},
                                "application_credential",
                                Map.of("id", a.id(), "secret", secret())));
        };
        try {
            return JSON.writeValueAsString(Map.of("auth", auth));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("strings can always be written", e);
        }
    }

    private static Map<String, String> named(String domain) {
        return Map.of("name", domain);
    }

    private String secret() {
        try {
            return Files.readString(settings.login().secret()).strip();
        } catch (IOException e) {
            throw Trouble.misconfigured(
                            "The infrastructure's operator has to set something right.",
                            "the secret can't be read: " + e)
                    .failure(e);
        }
    }

    /**
     * Looks again and again, until there is an answer.
     *
     * @throws ApplicationFailure UNAVAILABLE when there is none within this time
     */
    static <R> R await(String what, Duration limit, Supplier<Optional<R>> look) {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            Optional<R> seen = look.get();
            if (seen.isPresent()) {
                return seen.get();
            }
            if (System.nanoTime() > end) {
                throw Trouble.unavailable(
                                "The infrastructure is slow; it is tried again.",
                                what + " did not happen within " + limit.toSeconds() + " s")
                        .failure();
            }
            rest(LOOK);
        }
    }

    private static void rest(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for OpenStack", e);
        }
    }
}
