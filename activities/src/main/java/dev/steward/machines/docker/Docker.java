package dev.steward.machines.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.steward.machines.Mishap;
import dev.steward.trouble.Trouble;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** The daemon, and what its errors mean. Everything that is asked of it passes through here. */
final class Docker {

    private static final String NAME = "Docker";
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final DockerSettings settings;
    private final DockerClient client;

    Docker(DockerSettings settings) {
        this.settings = settings;
        var config = DefaultDockerClientConfig.createDefaultConfigBuilder()
                .withDockerHost(settings.host().toString())
                .build();
        client = DockerClientImpl.getInstance(
                config,
                new ZerodepDockerHttpClient.Builder()
                        .dockerHost(config.getDockerHost())
                        .sslConfig(config.getSSLConfig())
                        .connectionTimeout(CONNECT)
                        .responseTimeout(ANSWER)
                        .maxConnections(64)
                        .build());
    }

    /**
     * Asks the daemon.
     *
     * @param what for the operator: {@code start container x}
     * @throws ApplicationFailure what its error means
     */
    <R> R ask(String what, Function<DockerClient, R> question) {
        return answer(what, question).orElseThrow(() -> Mishap.gone(what + ": not found"));
    }

    /** Asks about something that may not exist. */
    <R> Optional<R> answer(String what, Function<DockerClient, R> question) {
        try {
            return Optional.of(question.apply(client));
        } catch (NotFoundException e) {
            if (String.valueOf(e.getMessage()).contains("No such image")) {
                throw Mishap.lacking(what + ": no image " + settings.image() + " at " + settings.host())
                        .failure(e);
            }
            return Optional.empty();
        } catch (DockerException e) {
            throw trouble(what, e).failure(e);
        } catch (ApplicationFailure e) {
            throw e;
        } catch (RuntimeException e) {
            throw Mishap.silence(NAME, what + ": no answer from " + settings.host() + ": " + root(e))
                    .failure(e);
        }
    }

    private static Trouble trouble(String what, DockerException e) {
        String evidence = what + ": " + e.getHttpStatus() + " "
                + String.valueOf(e.getMessage()).strip();
        if (evidence.contains("no space left") || evidence.contains("no available IPv4")) {
            return Mishap.noRoom(evidence);
        }
        return e.getHttpStatus() == 400 ? Mishap.refusal(evidence) : Mishap.failure(NAME, evidence);
    }

    private static String root(Throwable e) {
        Throwable t = e;
        while (t.getCause() != null) {
            t = t.getCause();
        }
        return t.toString();
    }
}
