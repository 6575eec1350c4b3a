package dev.steward.bench;

import dev.steward.lab.Lab;
import dev.steward.lab.LabMachine;
import dev.steward.load.Acknowledgement;
import dev.steward.load.Acknowledgements;
import dev.steward.load.Audit;
import dev.steward.load.Load;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * One episode, once: under load from before the fault until every node is back, so that a gap which the return of a node
 * tears counts as well.
 */
final class Trial {

    private static final Duration BEFORE = Duration.ofSeconds(2);
    private static final Duration BETWEEN = Duration.ofSeconds(3);
    private static final Duration AFTER = Duration.ofSeconds(1);
    private static final Duration RECOVERY = Duration.ofMinutes(3);
    private static final Duration WHOLE = Duration.ofMinutes(5);

    private final Contender contender;
    private final Lab lab;
    private final int writers;
    private final Ledger ledger;

    /**
     * A trial, to be held as often as wanted.
     *
     * @param writers how many write meanwhile, each over a connection of its own
     */
    Trial(Contender contender, Lab lab, int writers) {
        this.contender = contender;
        this.lab = lab;
        this.writers = writers;
        ledger = new Ledger(contender.binding());
    }

    /**
     * Has it happen.
     *
     * @param signal returns when it is to strike; writers write already
     * @throws Spoilt when it gave no figure: writes did not go on, or the cluster was not whole in time
     */
    Outcome of(Episode episode, Runnable signal) {
        awaitWhole();
        try (Load load = ledger.open(writers)) {
            Waiting.rest(BEFORE);
            signal.run();
            Strike strike = new Strike(episode, leader(load), contender, lab);
            long failures = load.failures();
            Duration moment = load.now();
            Instant fault = Instant.now();
            suffer(strike, load, failures);
            awaitWhole();
            Duration whole = load.now().minus(moment);
            Waiting.rest(AFTER);
            load.close();
            Map<Milestone, Duration> milestones = contender.milestones(fault);
            return outcome(load, moment, strike.struck(), milestones, whole);
        }
    }

    /** A fault that lasts is ended when writes have gone on for a while, or did not go on at all. */
    private static void suffer(Strike strike, Load load, long failuresBefore) {
        try {
            strike.begin();
            awaitRecovery(load, failuresBefore);
            Waiting.rest(BETWEEN);
        } finally {
            strike.end();
        }
    }

    private Outcome outcome(
            Load load, Duration moment, LabMachine struck, Map<Milestone, Duration> milestones, Duration whole) {
        Acknowledgements told = load.acknowledged();
        boolean moved = told.last()
                .map(Acknowledgement::server)
                .filter(ip -> !ip.equals(struck.ip()))
                .isPresent();
        Audit audit = ledger.audit(load);
        return new Outcome(told.longestGap(moment), milestones, whole, moved, told.hadTwoLeadersAtOnce(), audit);
    }

    private LabMachine leader(Load load) {
        String ip = load.acknowledged()
                .last()
                .map(Acknowledgement::server)
                .orElseThrow(() -> new Spoilt("nobody could write before the fault"));
        return contender.machines().stream()
                .filter(m -> m.ip().equals(ip))
                .findFirst()
                .orElseThrow(() -> new Spoilt("no machine of the cluster has the leader's address " + ip));
    }

    /** Until every writer writes again after all of them together have felt the fault. */
    private static void awaitRecovery(Load load, long failuresBefore) {
        int writers = load.writers().size();
        boolean felt = Waiting.until(RECOVERY, () -> load.failures() >= failuresBefore + writers);
        if (!felt) {
            throw new Spoilt("the writers did not feel the fault");
        }
        Duration moment = load.now();
        if (!Waiting.until(RECOVERY, () -> Ledger.everybodyWrote(load, moment))) {
            throw new Spoilt("writes did not go on: " + load.troubles());
        }
    }

    private void awaitWhole() {
        if (!Waiting.until(WHOLE, contender::isWhole)) {
            throw new Spoilt("not every node was back after " + WHOLE.toMinutes() + " min: " + contender.described());
        }
    }
}
