package dev.steward.gateway;

import dev.steward.cluster.ClusterId;
import dev.steward.gateway.Doorkeeper.Admitted;
import dev.steward.tunnels.Directory;
import dev.steward.tunnels.Passage;
import dev.steward.tunnels.TunnelName;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.server.session.ServerSession;

/** A tunnel that is open: a session of SSH, and what flows through it. */
final class Tunnel {

    static final AttributeKey<Tunnel> OPEN = new AttributeKey<>();

    private final String id = UUID.randomUUID().toString();
    private final Admitted admitted;
    private final String from;
    private final ServerSession session;
    private final Instant opened;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong received = new AtomicLong();
    private final Set<TunnelChannel> channels = ConcurrentHashMap.newKeySet();
    private volatile Instant lastFlow;
    private volatile Instant vouchedFor;
    private volatile Directory directory;

    Tunnel(Admitted admitted, String from, ServerSession session, Instant now) {
        this.admitted = admitted;
        this.from = from;
        this.session = session;
        opened = now;
        lastFlow = now;
        vouchedFor = now;
        directory = admitted.directory();
    }

    TunnelName name() {
        return admitted.name();
    }

    ClusterId cluster() {
        return admitted.name().cluster();
    }

    String from() {
        return from;
    }

    ServerSession session() {
        return session;
    }

    /** The address of a node, if the tunnel leads there. */
    Optional<String> target(String host, int port) {
        return port == admitted.grant().port() ? directory.address(host) : Optional.empty();
    }

    void opens(TunnelChannel channel) {
        channels.add(channel);
    }

    void closes(TunnelChannel channel) {
        channels.remove(channel);
    }

    void sent(long bytes) {
        sent.addAndGet(bytes);
        lastFlow = Instant.now();
    }

    void received(long bytes) {
        received.addAndGet(bytes);
        lastFlow = Instant.now();
    }

    /**
     * The cluster has said whom it lets in now. Connections to a leader that leads no more are closed: to their clients
     * a broken connection says more than one on which nothing comes.
     */
    void vouched(Directory now, Instant at) {
        directory = now;
        vouchedFor = at;
        channels.stream()
                .filter(c -> !now.address(c.target()).equals(Optional.of(c.address())))
                .forEach(c -> c.close(false));
    }

    /** Why it has to end now; empty while it may go on. */
    Optional<String> end(Instant now, Duration idle, Duration unvouched) {
        if (!now.isBefore(admitted.grant().until())) {
            return Optional.of("expired");
        }
        if (!directory.grant(admitted.name().binding()).equals(Optional.of(admitted.grant()))) {
            return Optional.of("revoked");
        }
        if (lastFlow.plus(idle).isBefore(now)) {
            return Optional.of("idle");
        }
        return vouchedFor.plus(unvouched).isBefore(now) ? Optional.of("unvouched") : Optional.empty();
    }

    /** What is told of it: when it has opened, and again when it has closed. */
    Passage passage(@org.jspecify.annotations.Nullable Instant closed) {
        return new Passage(
                id,
                admitted.name().binding(),
                from,
                opened,
                admitted.grant().until(),
                closed,
                sent.get(),
                received.get());
    }

    @Override
    public String toString() {
        return "tunnel " + id + " of " + admitted.name().keyId() + " from " + from;
    }
}
