package dev.steward.cluster;

import dev.steward.cluster.Observation.Busy;
import dev.steward.cluster.Observation.Full;
import dev.steward.cluster.Observation.Leads;
import dev.steward.cluster.Observation.Refused;
import dev.steward.cluster.Observation.Silent;
import dev.steward.cluster.Observation.Stands;
import dev.steward.cluster.Observation.Unasked;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What to conclude from rounds of asking (rules 5 to 7). Pure and immutable: the same rounds, the same conclusions.
 *
 * <p>A conclusion other than FINE takes several rounds that say the same; until then the one before stays.
 */
public final class Diagnosis {

    /** A follower that replied within this time is connected: it replies every second when nothing happens. */
    private static final Duration FRESH = Duration.ofSeconds(3);

    private static final int SILENCE = 3;

    private final Epoch epoch;
    private final NodeName leader;
    private final List<NodeName> nodes;
    private final Map<NodeName, Suspicion> suspicions;
    private final Map<NodeName, Finding> findings;
    private final Concerns concerns;

    /**
     * What is suspected of a node.
     *
     * @param of the conclusion it is on the way to
     * @param rounds how many rounds in a row have said so
     * @param since when the first of them ended
     */
    private record Suspicion(Health of, int rounds, Duration since) {}

    private Diagnosis(
            Epoch epoch,
            NodeName leader,
            List<NodeName> nodes,
            Map<NodeName, Suspicion> suspicions,
            Map<NodeName, Finding> findings,
            Concerns concerns) {
        this.epoch = epoch;
        this.leader = leader;
        this.nodes = nodes;
        this.suspicions = Map.copyOf(suspicions);
        this.findings = Map.copyOf(findings);
        this.concerns = concerns;
    }

    /** Of a cluster of which nothing has been seen. */
    public static Diagnosis of(Epoch epoch, NodeName leader, List<NodeName> nodes) {
        return new Diagnosis(epoch, leader, List.copyOf(nodes), Map.of(), Map.of(), Concerns.none());
    }

    /** With what another round brought. */
    public Diagnosis after(Round round) {
        Map<NodeName, Suspicion> nowSuspected = new HashMap<>(suspicions);
        Map<NodeName, Finding> nowFound = new HashMap<>(findings);
        for (NodeName node : nodes) {
            if (round.answers().get(node) instanceof Unasked) {
                continue; // neither a suspicion nor the end of one
            }
            Health seen = seen(node, round);
            Suspicion before = suspicions.get(node);
            Suspicion now = before != null && isSame(before.of, seen)
                    ? new Suspicion(seen, before.rounds + 1, before.since)
                    : new Suspicion(seen, 1, round.at());
            nowSuspected.put(node, now);
            if (now.rounds >= roundsFor(node, seen, round)) {
                nowFound.put(node, new Finding(node, now.of, evidence(node, now, round)));
            }
        }
        return new Diagnosis(epoch, leader, nodes, nowSuspected, nowFound, concerns.after(round, leader));
    }

    /** What is concluded; none until something is of every node. */
    public Optional<Verdict> verdict() {
        return nodes.stream().allMatch(findings::containsKey)
                ? Optional.of(
                        new Verdict(epoch, nodes.stream().map(this::finding).toList()))
                : Optional.empty();
    }

    private Finding finding(NodeName node) {
        Finding found = Objects.requireNonNull(findings.get(node));
        return new Finding(node, found.health(), concerns.of(node), found.evidence() + concerns.evidence(node));
    }

    /** How far a standby is behind its leader, as that last saw it; nothing of one that does not stream. */
    public Optional<Lag> lag(NodeName node) {
        return concerns.lag(node);
    }

    /** Whether the standbys should try the leader in the next round: it is silent, which from here is not death. */
    public boolean doubtsLeader() {
        return doubts(leader);
    }

    /** Whether a node gave no answer when it was last asked. */
    public boolean doubts(NodeName node) {
        Suspicion s = suspicions.get(node);
        return s != null && isSilence(s.of);
    }

    /** Whether the next round should come at once: a refusal waits only for its confirmation. */
    public boolean wantsConfirmation() {
        return suspicions.values().stream().anyMatch(s -> s.of == Health.PROCESS_GONE && s.rounds == 1);
    }

    /** Whether a node's silence is known, so that a round need not wait for it. */
    public boolean knowsSilent(NodeName node) {
        Finding finding = findings.get(node);
        return finding != null && isSilence(finding.health());
    }

    private Health seen(NodeName node, Round round) {
        return switch (round.answers().getOrDefault(node, new Silent())) {
            case Leads l -> node.equals(leader) ? Health.FINE : Health.WRONG_ROLE;
            case Stands s when node.equals(leader) -> Health.WRONG_ROLE;
            case Stands s -> streams(node, s, round) ? Health.FINE : Health.NOT_STREAMING;
            case Full f -> isMissed(node, round) ? Health.NOT_STREAMING : Health.FINE;
            case Busy b -> node.equals(leader) ? Health.PROCESS_GONE : Health.NOT_STREAMING;
            case Refused r -> Health.PROCESS_GONE;
            case Unasked u -> throw new IllegalStateException("nothing was seen of " + node);
            case Silent s -> heardOf(node, round) ? Health.UNREACHABLE_FROM_HERE : Health.SILENT;
        };
    }

    /** Nobody streams from a leader that doesn't answer as one; that is no fault of the standby. */
    private boolean streams(NodeName node, Stands standby, Round round) {
        return standby.receives() || !isMissed(node, round);
    }

    /** Whether there is a leader that does not hear this standby. */
    private boolean isMissed(NodeName node, Round round) {
        return !node.equals(leader) && round.answers().get(leader) instanceof Leads l && !repliesTo(l, node);
    }

    /** Whether others hear a node that doesn't answer us. */
    private boolean heardOf(NodeName node, Round round) {
        if (node.equals(leader)) {
            return round.reached().containsValue(true)
                    || round.answers().values().stream()
                            .anyMatch(o -> o instanceof Stands s
                                    && s.receives()
                                    && s.heard().compareTo(silentFor(round)) < 0);
        }
        return round.answers().get(leader) instanceof Leads l && repliesTo(l, node);
    }

    /** A standby that heard the leader after it fell silent to us, with a second for what was under way. */
    private Duration silentFor(Round round) {
        Suspicion s = suspicions.get(leader);
        return s == null ? Duration.ZERO : round.at().minus(s.since).minusSeconds(1);
    }

    private static boolean repliesTo(Leads leads, NodeName standby) {
        return leads.followers().stream()
                .anyMatch(f -> f.node().equals(standby) && f.sinceReply().compareTo(FRESH) < 0);
    }

    /** How many rounds have to say so. */
    private int roundsFor(NodeName node, Health health, Round round) {
        return switch (health) {
            case FINE -> 1;
            case PROCESS_GONE -> round.answers().get(node) instanceof Busy ? 8 : 2; // it may only be starting
            case SILENT, UNREACHABLE_FROM_HERE -> SILENCE;
            case WRONG_ROLE -> 3;
            case NOT_STREAMING -> 5; // following another leader takes a moment
        };
    }

    /** Silence that others begin or cease to hear through is the same silence. */
    private static boolean isSame(Health before, Health now) {
        return before == now || (isSilence(before) && isSilence(now));
    }

    private static boolean isSilence(Health health) {
        return health == Health.SILENT || health == Health.UNREACHABLE_FROM_HERE;
    }

    private String evidence(NodeName node, Suspicion s, Round round) {
        Observation answer = round.answers().getOrDefault(node, new Silent());
        String lasting = s.rounds + " times in " + round.at().minus(s.since).toMillis() + " ms";
        return switch (answer) {
            case Leads l -> "answers as leader; followed by " + l.followers().size();
            case Stands t -> "answers as standby; " + (t.receives() ? "receives" : "receives nothing");
            case Full f -> "has no session left for us, " + lasting;
            case Busy b -> "takes no session, " + lasting + ": " + b.why();
            case Refused r -> "refused the connection, " + lasting;
            case Unasked u -> "not asked";
            case Silent t -> "no answer, " + lasting + others(node, round);
        };
    }

    private String others(NodeName node, Round round) {
        if (!node.equals(leader)) {
            return round.answers().get(leader) instanceof Leads l
                    ? repliesTo(l, node) ? "; the leader hears it" : "; the leader does not hear it"
                    : "";
        }
        String asked = round.reached().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(e -> e.getKey() + (e.getValue() ? " reaches it" : " does not reach it"))
                .collect(Collectors.joining(", "));
        return asked.isEmpty() ? "; no standby could be asked" : "; " + asked;
    }
}
