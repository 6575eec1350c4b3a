package dev.steward.gateway;

import dev.steward.cluster.ClusterId;
import dev.steward.tunnels.Directory;
import dev.steward.tunnels.Passage;
import dev.steward.tunnels.TunnelName;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.sshd.common.SshConstants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tunnels that are open here. While one of a cluster is, the cluster is asked again and again whether it still lets
 * it in; a cluster without open tunnels is asked nothing.
 */
final class OpenTunnels implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OpenTunnels.class);

    /** While nobody answers nothing can be revoked either; but who is let in for ever by silence is let in too long. */
    private static final Duration UNVOUCHED = Duration.ofMinutes(1);

    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final Limits limits;
    private final Registry registry;
    private final TunnelMeters meters;
    private final Tally<TunnelName> openings;
    private final Map<Tunnel, CompletableFuture<Void>> open = new ConcurrentHashMap<>();
    private final Set<ClusterId> asked = ConcurrentHashMap.newKeySet();
    private final ExecutorService errands = Executors.newVirtualThreadPerTaskExecutor();

    OpenTunnels(Limits limits, Registry registry, TunnelMeters meters) {
        this.limits = limits;
        this.registry = registry;
        this.meters = meters;
        openings = new Tally<>(limits.memory());
    }

    int size() {
        return open.size();
    }

    /**
     * One more: it is open from now on, and its cluster is told.
     *
     * @return why it is not; empty if it is
     */
    synchronized Optional<String> admit(Tunnel tunnel) {
        Instant now = Instant.now();
        TunnelName name = tunnel.name();
        if (open.size() >= limits.tunnels()
                || count(t -> t.cluster().equals(tunnel.cluster())) >= limits.tunnelsOfInstance()
                || count(t -> t.name().equals(name)) >= limits.tunnelsOfBinding()) {
            return Optional.of("too many tunnels are open");
        }
        if (openings.of(name, now) >= limits.openingsOfBinding()) {
            return Optional.of("too many tunnels were opened lately");
        }
        openings.add(name, now);
        LOG.info("{} is open", tunnel);
        open.put(tunnel, CompletableFuture.runAsync(() -> tell(tunnel, tunnel.passage(null)), errands));
        return Optional.empty();
    }

    private long count(Predicate<Tunnel> which) {
        return open.keySet().stream().filter(which).count();
    }

    /** It is closed; its cluster is told, after it was told that it had opened. */
    CompletableFuture<Void> closes(Tunnel tunnel, String reason, Instant now) {
        CompletableFuture<Void> told = open.remove(tunnel);
        if (told == null) {
            return CompletableFuture.completedFuture(null);
        }
        Passage passage = tunnel.passage(now);
        LOG.info("{} is closed: {}; bytes sent {}, received {}", tunnel, reason, passage.sent(), passage.received());
        meters.ended(reason, passage.sent(), passage.received());
        return told.thenRunAsync(() -> tell(tunnel, passage), errands);
    }

    private void tell(Tunnel tunnel, Passage passage) {
        try {
            registry.tell(tunnel.cluster(), passage);
        } catch (RuntimeException e) {
            meters.unanswered("passage");
            LOG.warn("its cluster could not be told of {}: {}", tunnel, e.toString());
        }
    }

    /** Asks every cluster that has tunnels, unless it still owes an answer, and ends what has to end. */
    void review() {
        synchronized (this) {
            openings.tidy(Instant.now());
        }
        open.keySet().stream().map(Tunnel::cluster).collect(Collectors.toSet()).stream()
                .filter(asked::add)
                .forEach(cluster -> errands.execute(() -> review(cluster)));
        endWhatMustEnd(Instant.now());
    }

    private void review(ClusterId cluster) {
        try {
            Instant now = Instant.now();
            Directory directory = registry.directory(cluster);
            open.keySet().stream().filter(t -> t.cluster().equals(cluster)).forEach(t -> t.vouched(directory, now));
            endWhatMustEnd(Instant.now());
        } catch (RuntimeException e) {
            meters.unanswered("directory");
            LOG.warn("{} could not be asked whom it lets in: {}", cluster, e.toString());
        } finally {
            asked.remove(cluster);
        }
    }

    private void endWhatMustEnd(Instant now) {
        for (Tunnel tunnel : open.keySet()) {
            Optional<String> reason = tunnel.end(now, limits.idle(), UNVOUCHED);
            if (reason.isPresent()) {
                var _ = end(tunnel, reason.get(), now);
            }
        }
    }

    private CompletableFuture<Void> end(Tunnel tunnel, String reason, Instant now) {
        CompletableFuture<Void> told = closes(tunnel, reason, now);
        Visitors.dismiss(tunnel.session(), SshConstants.SSH2_DISCONNECT_BY_APPLICATION, "the tunnel is " + reason);
        return told;
    }

    /** Ends all of them, and gives their clusters a moment to hear of it. */
    @Override
    public void close() {
        Instant now = Instant.now();
        CompletableFuture<?>[] told =
                open.keySet().stream().map(t -> end(t, "stopped", now)).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(told).get(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.warn("not every cluster has heard that its tunnels are closed: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        errands.shutdownNow();
    }
}
