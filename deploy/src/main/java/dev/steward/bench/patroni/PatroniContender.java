package dev.steward.bench.patroni;

import dev.steward.bench.Contender;
import dev.steward.bench.Episode;
import dev.steward.bench.Milestone;
import dev.steward.bench.Spoilt;
import dev.steward.lab.LabMachine;
import dev.steward.platform.Credentials;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Patroni with etcd, in synchronous mode. */
public final class PatroniContender implements Contender {

    private final Machinery machinery;
    private final Members members;
    private final String name;
    private final Credentials binding;

    private PatroniContender(Machinery machinery, String name, Credentials binding) {
        this.machinery = machinery;
        this.members = new Members(machinery);
        this.name = name;
        this.binding = binding;
    }

    public static String name(Timing timing) {
        return "patroni " + timing.label();
    }

    /** Rents machines and makes a cluster of them. */
    public static PatroniContender assemble(Rent rent, Timing timing) {
        Machinery machinery = Machinery.rent(rent, name(timing));
        try {
            return new PatroniContender(machinery, name(timing), new Assembly(machinery, timing).assemble());
        } catch (RuntimeException e) {
            machinery.close();
            throw e;
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Credentials binding() {
        return binding;
    }

    @Override
    public List<LabMachine> machines() {
        return machinery.nodes();
    }

    @Override
    public Optional<String> excuse(Episode episode) {
        return Optional.empty();
    }

    @Override
    public void switchOver() {
        LabMachine leader = members.leader().orElseThrow(() -> new Spoilt("there is no leader to switch from"));
        Script.named("switchover.sh").on(machinery.lab(), leader);
    }

    /** Patroni rents no machines: one that was switched off has to be switched on. */
    @Override
    public void assist(LabMachine struck) {
        boolean off = machinery.nodes().stream().anyMatch(m -> m.id().equals(struck.id()) && !m.running());
        if (off) {
            machinery.lab().switchOn(struck);
        }
    }

    @Override
    public boolean isWhole() {
        return members.areWhole();
    }

    @Override
    public String described() {
        return members.described();
    }

    /** Patroni keeps no record that could be compared. */
    @Override
    public Map<Milestone, Duration> milestones(Instant fault) {
        return Map.of();
    }

    @Override
    public void close() {
        machinery.close();
    }
}
