package dev.steward.watch;

import dev.steward.cluster.Diagnosis;
import dev.steward.cluster.NodeName;
import dev.steward.cluster.Observation;
import dev.steward.cluster.Observation.Silent;
import dev.steward.cluster.Observation.Unasked;
import dev.steward.cluster.Round;
import dev.steward.cluster.Verdict;
import dev.steward.engine.ClusterView;
import dev.steward.engine.Host;
import dev.steward.engine.Verdicts;
import dev.steward.node.ClusterTls;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The watch over one cluster: asks every node, round after round, and tells what it concludes when that changes. */
final class ClusterWatch implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterWatch.class);
    private static final Duration INTERVAL = Duration.ofMillis(400);

    /** How long a round waits for a node whose silence is known. */
    private static final Duration GLANCE = Duration.ofMillis(50);

    /**
     * How long it waits for one that gave no answer in the round before. Three rounds take 2.5 s: long enough that a
     * machine which stood still for 2 s has answered by then, and no longer, since nobody can write meanwhile.
     */
    private static final Duration AGAIN = Duration.ofMillis(750);

    private final ClusterView cluster;
    private final WatchedNodes watched;
    private final Verdicts verdicts;
    private final WatchMeans means;
    private final Witnesses witnesses;
    private final Map<Host, WatchedNode> asked = new LinkedHashMap<>();
    private final Map<NodeName, CompletableFuture<Observation>> late = new HashMap<>();
    private @Nullable Verdict told;
    private boolean hungUp;
    private long due;

    private record Ask(NodeName name, WatchedNode node, CompletableFuture<Observation> answer) {}

    ClusterWatch(ClusterView cluster, WatchedNodes watched, Verdicts verdicts, WatchMeans means) {
        this.cluster = cluster;
        this.watched = watched;
        this.verdicts = verdicts;
        this.means = means;
        witnesses = new Witnesses(cluster, means);
    }

    /** Until it is interrupted, or the cluster is gone. */
    @Override
    public void run() {
        Diagnosis nothing = Diagnosis.of(
                cluster.epoch(),
                cluster.leader(),
                cluster.hosts().stream().map(Host::node).toList());
        ClusterTls tls = new ClusterTls(cluster);
        cluster.hosts().forEach(h -> asked.put(h, watched.acquire(cluster, h, tls)));
        means.meters().begins(cluster, nothing);
        try {
            TimeUnit.NANOSECONDS.sleep(ThreadLocalRandom.current().nextLong(INTERVAL.toNanos())); // not all at once
            watch(nothing);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the watch is over
        } finally {
            means.meters().ends(cluster);
            asked.keySet().forEach(h -> watched.release(cluster, h));
        }
    }

    private void watch(Diagnosis nothing) throws InterruptedException {
        Diagnosis diagnosis = nothing;
        boolean wanted = true;
        while (wanted) {
            long began = System.nanoTime();
            diagnosis = diagnosis.after(round(diagnosis));
            means.meters().sees(cluster, diagnosis);
            wanted = tell(diagnosis);
            asked.forEach((host, node) -> node.disk().ifDue(host));
            if (!diagnosis.wantsConfirmation()) {
                rest(began);
            }
        }
    }

    /**
     * Until the next round is due. A leader that hangs up is asked at once what that means, by a round between two others,
     * though not twice in a row: the beat stays what it was, and with it all watches stay out of step.
     */
    private void rest(long began) throws InterruptedException {
        if (!hungUp) {
            due = began + INTERVAL.toNanos();
        }
        long wake = Math.max(due, System.nanoTime());
        hungUp = !hungUp && leaderHangsUp(Duration.ofNanos(wake - System.nanoTime()));
        if (!hungUp) {
            TimeUnit.NANOSECONDS.sleep(wake - System.nanoTime());
        }
        long now = System.nanoTime();
        Duration late = Duration.ofNanos(now - wake);
        means.pace().woke(late, now);
        means.meters().late(late);
    }

    private boolean leaderHangsUp(Duration time) throws InterruptedException {
        WatchedNode leader = Objects.requireNonNull(asked.get(cluster.host(cluster.leader())));
        return time.isPositive() && await(leader.listen(time), time, () -> false);
    }

    private Round round(Diagnosis diagnosis) throws InterruptedException {
        List<Ask> asking = asked.entrySet().stream()
                .map(e -> ask(e.getKey(), e.getValue()))
                .toList();
        if (diagnosis.doubtsLeader()) {
            witnesses.ask(diagnosis.knowsSilent(cluster.leader()));
        } else {
            witnesses.dismiss();
        }
        Map<NodeName, Observation> answers = new HashMap<>();
        for (Ask ask : asking) {
            Observation answer = await(ask.answer, patience(diagnosis, ask.name), ask.node::silence);
            answers.put(ask.name, answer);
            if (!isAnswer(answer)) {
                late.put(ask.name, ask.answer);
            }
        }
        return new Round(Duration.ofNanos(System.nanoTime()), answers, witnesses.answers(), disksUsed());
    }

    private static Duration patience(Diagnosis diagnosis, NodeName node) {
        if (diagnosis.knowsSilent(node)) {
            return GLANCE;
        }
        return diagnosis.doubts(node) ? AGAIN : NodeSession.LIMIT;
    }

    /** An answer that came after the round in which it was asked for counts in this one. */
    private Ask ask(Host host, WatchedNode node) {
        CompletableFuture<Observation> before = late.remove(host.node());
        if (before != null && before.isDone() && isAnswer(before.getNow(new Silent()))) {
            return new Ask(host.node(), node, before);
        }
        return new Ask(host.node(), node, node.ask(cluster.host(cluster.leader())));
    }

    private static boolean isAnswer(Observation seen) {
        return !(seen instanceof Silent || seen instanceof Unasked);
    }

    private Map<NodeName, Integer> disksUsed() {
        Map<NodeName, Integer> used = new HashMap<>();
        asked.forEach((host, node) -> node.disk().percent().ifPresent(percent -> used.put(host.node(), percent)));
        return used;
    }

    static <T> T await(CompletableFuture<T> future, Duration limit, Supplier<T> otherwise) throws InterruptedException {
        try {
            return future.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return otherwise.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("asking a node never fails, it brings what it brings", e);
        }
    }

    /** False when there is no such cluster any more. What could not be told is told after the next round. */
    private boolean tell(Diagnosis diagnosis) {
        Verdict verdict = diagnosis.verdict().orElse(null);
        if (verdict == null || (told != null && told.says(verdict))) {
            return true;
        }
        try {
            boolean known = verdicts.tell(cluster.id(), verdict);
            told = verdict;
            means.meters().told(verdict);
            return known;
        } catch (RuntimeException e) {
            LOG.warn("{}: the verdict could not be told, and is told again: {}", cluster.id(), e.toString());
            return true;
        }
    }
}
