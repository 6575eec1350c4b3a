package dev.steward.gateway;

import dev.steward.remote.SshKeys;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.compression.BuiltinCompressions;
import org.apache.sshd.common.global.KeepAliveHandler;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.global.NoMoreSessionsHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An SSH server that knows certificates of clusters and channels to their nodes, and nothing else. */
public final class Gateway implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    /** So often it is looked whether what is open may stay open: half of what a revocation may take. */
    private static final Duration REVIEW = Duration.ofMillis(400);

    private static final Duration CONNECT = Duration.ofSeconds(4);
    private static final Duration FAREWELL = Duration.ofMillis(250);
    private static final int WORKERS = 8;
    private static final int BACKLOG = 256;
    private static final int ATTEMPTS = 6;

    /** What a client may send on one channel before its node has taken it, in bytes: it is kept in memory. */
    private static final long WINDOW = 256L << 10;

    private final SshServer server;
    private final Crowd crowd;
    private final Directories directories;
    private final OpenTunnels tunnels;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("tunnels").factory());

    /**
     * Begins to listen.
     *
     * @throws IOException when its key can't be read, or its port is taken
     * @throws IllegalArgumentException when its key is none
     */
    public Gateway(GatewaySettings settings, Registry registry, MeterRegistry registered) throws IOException {
        Limits limits = settings.limits();
        KeyPair hostKey = SshKeys.read(Files.readString(settings.hostKey()));
        crowd = new Crowd(limits);
        directories = new Directories(registry);
        OpenTunnels[] counted = new OpenTunnels[1];
        TunnelMeters meters =
                new TunnelMeters(registered, () -> counted[0] == null ? 0 : counted[0].size(), crowd::size);
        tunnels = new OpenTunnels(limits, registry, meters);
        counted[0] = tunnels;
        server = server(limits);
        server.setHost(settings.address());
        server.setPort(settings.port());
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        server.setPublickeyAuthenticator(new Doorkeeper(directories));
        server.addSessionListener(new Visitors(limits, crowd, tunnels, meters));
        server.start();
        var _ = clock.scheduleWithFixedDelay(this::review, REVIEW.toMillis(), REVIEW.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Only what tunnels need. Compression would let strangers have us unpack; ChaCha20, which OpenSSH prefers, is slow
     * without the processor's help.
     */
    private static SshServer server(Limits limits) {
        SshServer server = ServerBuilder.builder()
                .cipherFactories(List.of(
                        BuiltinCiphers.aes128gcm,
                        BuiltinCiphers.aes256gcm,
                        BuiltinCiphers.aes128ctr,
                        BuiltinCiphers.aes256ctr))
                .compressionFactories(List.of(BuiltinCompressions.none))
                .channelFactories(List.of(new TunnelChannel.Factory()))
                .globalRequestHandlers(List.of(KeepAliveHandler.INSTANCE, NoMoreSessionsHandler.INSTANCE))
                .forwardingFilter(new OnlyOutwards())
                .build();
        server.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
        server.setPasswordAuthenticator(null);
        server.setKeyboardInteractiveAuthenticator(null);
        CoreModuleProperties.SERVER_IDENTIFICATION.set(server, "steward");
        CoreModuleProperties.AUTH_TIMEOUT.set(server, limits.handshake());
        CoreModuleProperties.MAX_AUTH_REQUESTS.set(server, ATTEMPTS);
        CoreModuleProperties.MAX_CONCURRENT_CHANNELS.set(server, limits.connectionsOfTunnel());
        CoreModuleProperties.WINDOW_SIZE.set(server, WINDOW);
        CoreModuleProperties.IDLE_TIMEOUT.set(server, Duration.ZERO);
        CoreModuleProperties.IO_CONNECT_TIMEOUT.set(server, CONNECT);
        CoreModuleProperties.DISCONNECT_TIMEOUT.set(server, FAREWELL);
        CoreModuleProperties.NIO_WORKERS.set(server, WORKERS);
        CoreModuleProperties.SOCKET_BACKLOG.set(server, BACKLOG);
        CoreModuleProperties.SOCKET_KEEPALIVE.set(server, true);
        CoreModuleProperties.TCP_NODELAY.set(server, true);
        return server;
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) server.getBoundAddresses().iterator().next();
    }

    /** What fails is seen, and done again: a clock that meets an exception would never strike again. */
    private void review() {
        try {
            crowd.tidy(Instant.now());
            tunnels.review();
        } catch (RuntimeException e) {
            LOG.error("what is open could not be looked through; it is again, soon", e);
        }
    }

    /** Ends all tunnels and listens no more. */
    @Override
    public void close() {
        clock.shutdownNow();
        tunnels.close();
        directories.close();
        server.close(true);
    }
}
