package dev.steward.machines.openstack;

import dev.steward.machines.BackOff;
import dev.steward.machines.Mishap;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openstack4j.api.OSClient.OSClientV3;
import org.openstack4j.api.exceptions.AuthenticationException;
import org.openstack4j.api.exceptions.OS4JException;
import org.openstack4j.api.exceptions.ResponseException;
import org.openstack4j.api.types.Facing;
import org.openstack4j.core.transport.ClientConstants;
import org.openstack4j.core.transport.Config;
import org.openstack4j.core.transport.ProxyHost;
import org.openstack4j.model.common.ActionResponse;
import org.openstack4j.openstack.OSFactory;
import org.openstack4j.openstack.identity.v3.domain.KeystoneToken;

/**
 * The cloud's API. Everything that is asked of it passes through here.
 *
 * <p>The client's sessions belong to threads, so that each question gets one of its own; what they share is the token.
 */
final class Cloud {

    private static final int CONNECT_MILLIS = 3_000;
    private static final int ANSWER_MILLIS = 20_000;
    private static final Duration EXPIRING = Duration.ofSeconds(10);
    private static final BackOff TOO_MANY_CALLS = new BackOff(Duration.ofMillis(300), 6);

    /** Server groups that prefer to spread, but need not, came with 2.15 of Nova's API; Cinder wants to be named too. */
    private static final String VERSIONS = "compute 2.15,volume 3.0";

    /** The client leaves a rejected token to us: of itself it would log in again, with what it does not know. */
    private static final Map<String, String> HEADERS =
            Map.of("OpenStack-API-Version", VERSIONS, ClientConstants.HEADER_OS4J_AUTH, "ours");

    private final Config config;
    private final Keystone keystone;
    private final AtomicReference<@Nullable KeystoneToken> token = new AtomicReference<>();

    Cloud(OpenstackSettings settings) {
        config = Config.newConfig().withConnectionTimeout(CONNECT_MILLIS).withReadTimeout(ANSWER_MILLIS);
        settings.proxy()
                .ifPresent(proxy ->
                        config.withProxy(ProxyHost.of(proxy.getScheme() + "://" + proxy.getHost(), proxy.getPort())));
        keystone = new Keystone(settings, config);
    }

    /**
     * Asks for something that has to be there, or to be made.
     *
     * @param what for the operator: {@code create volume x}
     * @throws ApplicationFailure what the cloud's error means
     */
    <R> R ask(String what, Function<OSClientV3, R> question) {
        return look(what, question).orElseThrow(() -> Mishap.gone(what + ": there is nothing of this name or id"));
    }

    /** Asks about something that may not exist. */
    <R> Optional<R> look(String what, Function<OSClientV3, R> question) {
        try {
            return TOO_MANY_CALLS.insist(
                    ResponseException.class,
                    () -> Optional.ofNullable(succeeded(question.apply(session()))),
                    this::mayPass);
        } catch (ResponseException e) {
            throw Errors.trouble(what, status(e), String.valueOf(e.getMessage()))
                    .failure(e);
        } catch (OS4JException e) {
            throw Mishap.lacking(what + ": " + e).failure(e);
        }
    }

    /** What the client does not throw. That something to be given back does not exist is a success. */
    private static <R> R succeeded(R answer) {
        if (answer instanceof ActionResponse a && !a.isSuccess() && a.getCode() != 404) {
            throw new ResponseException(String.valueOf(a.getFault()), a.getCode());
        }
        return answer;
    }

    /** There were too many calls; or the token was rejected, which is forgotten then. */
    private boolean mayPass(ResponseException e) {
        if (status(e) == 401) {
            token.set(null);
        }
        return status(e) == 401 || status(e) == 429;
    }

    /** 401 is a rejected token also when the client tried to have it renewed. */
    private static int status(ResponseException e) {
        return e.getCause() instanceof AuthenticationException ? 401 : e.getStatus();
    }

    private OSClientV3 session() {
        KeystoneToken known = token.get();
        if (known == null || known.getExpires().before(new Date(System.currentTimeMillis() + EXPIRING.toMillis()))) {
            known = keystone.login();
            token.set(known);
        }
        return OSFactory.clientFromToken(known, Facing.PUBLIC, config)
                .useRegion(keystone.settings().region())
                .headers(HEADERS);
    }
}
