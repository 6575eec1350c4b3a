package dev.steward.remote;

import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.core.CoreModuleProperties;

/**
 * Commands on machines, as root, over SSH. One client for a process; it keeps a session open to each machine it talks
 * to, so that an urgent command doesn't pay for a handshake. Safe for use by many threads.
 */
public final class Ssh implements AutoCloseable {

    /** Sessions that nobody used for this long are closed. The watch touches those it may need in a hurry. */
    static final Duration IDLE = Duration.ofMinutes(10);

    private static final int PORT = 22;
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(5);
    static final AttributeKey<PublicKey> EXPECTED = new AttributeKey<>();

    private final SshClient client;
    private final Map<Machine, PinnedSession> sessions = new ConcurrentHashMap<>();
    private final ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("ssh-idle").factory());

    private record Machine(String ip, String hostKey) {}

    /**
     * A client that shows this key.
     *
     * @param privateKey in OpenSSH form, without a passphrase
     * @throws IllegalArgumentException when it is no private key
     */
    public Ssh(String privateKey) {
        client = ClientBuilder.builder()
                .keyExchangeFactories(kex())
                .serverKeyVerifier((session, address, key) ->
                        KeyUtils.compareKeys(key, session.getConnectionContext().getAttribute(EXPECTED)))
                .build();
        client.setKeyIdentityProvider(KeyIdentityProvider.wrapKeyPairs(read(privateKey)));
        client.setUserAuthFactories(List.of(new UserAuthPublicKeyFactory(List.of(
                BuiltinSignatures.ed25519,
                BuiltinSignatures.nistp256,
                BuiltinSignatures.nistp384,
                BuiltinSignatures.rsaSHA512))));
        client.addSessionListener(new AskForExpectedKey());
        CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, KEEP_ALIVE);
        CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, 2);
        CoreModuleProperties.IDLE_TIMEOUT.set(client, Duration.ZERO);
        CoreModuleProperties.NIO2_READ_TIMEOUT.set(client, Duration.ZERO);
        CoreModuleProperties.TCP_NODELAY.set(client, true);
        client.start();
        var _ = sweeper.scheduleWithFixedDelay(this::closeIdle, 30, 30, TimeUnit.SECONDS);
    }

    /**
     * The machine at this address, if it is the one with this host key. Does not connect yet.
     *
     * @param hostKey one line in OpenSSH form
     */
    public Remote on(String ip, String hostKey) {
        return new Remote(sessions.computeIfAbsent(
                new Machine(ip, hostKey), m -> new PinnedSession(client, ip, PORT, SshKeys.parse(hostKey))));
    }

    SshClient client() {
        return client;
    }

    @Override
    public void close() {
        sweeper.shutdownNow();
        sessions.values().forEach(PinnedSession::close);
        client.stop();
    }

    private void closeIdle() {
        sessions.entrySet().removeIf(e -> e.getValue().closeIfIdle(IDLE));
    }

    private static List<org.apache.sshd.common.kex.KeyExchangeFactory> kex() {
        return List.of(
                ClientBuilder.DH2KEX.apply(BuiltinDHFactories.curve25519),
                ClientBuilder.DH2KEX.apply(BuiltinDHFactories.ecdhp256));
    }

    private static KeyPair read(String privateKey) {
        try {
            return SshKeys.read(privateKey);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("our SSH key can't be read: " + e.getMessage());
        }
    }

    /** Has the machine show the kind of key we know of it, and no other it may have. */
    private static final class AskForExpectedKey implements SessionListener {
        @Override
        public void sessionCreated(Session session) {
            PublicKey expected =
                    ((ClientSession) session).getConnectionContext().getAttribute(EXPECTED);
            session.setSignatureFactoriesNames(SshKeys.kind(expected));
        }
    }
}
