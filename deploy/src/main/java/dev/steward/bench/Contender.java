package dev.steward.bench;

import dev.steward.lab.LabMachine;
import dev.steward.platform.Credentials;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A cluster of three machines, and what keeps it available. Ends when it is closed, machines and all. */
public interface Contender extends AutoCloseable {

    /** By which the results are known: {@code steward}, {@code patroni defaults}. */
    String name();

    /** Access for an application, naming every node. */
    Credentials binding();

    /** The machines that carry PostgreSQL, running or not. */
    List<LabMachine> machines();

    /** Why an episode can't be tried with it; empty when it can. */
    Optional<String> excuse(Episode episode);

    /** Does as its operator does who wants another node to lead. Returns when that is under way or done. */
    void switchOver();

    /**
     * What its operator has to do after an episode because it does not do so itself. Called when another node has taken
     * over and the fault itself is over.
     *
     * @param struck the machine to which it happened
     */
    void assist(LabMachine struck);

    /** Whether every node is back and as many as should be confirm. */
    boolean isWhole();

    /** How it is now, for people. */
    String described();

    /**
     * When its last take-over reached what, since a moment before it; what it does not tell is left out.
     *
     * @param fault the moment
     */
    Map<Milestone, Duration> milestones(Instant fault);

    @Override
    void close();
}
