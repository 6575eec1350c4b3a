package dev.steward.bench;

import dev.steward.instances.Instances;
import dev.steward.lab.Lab;
import dev.steward.lab.LabMachine;
import dev.steward.lifecycle.Phase;
import dev.steward.lifecycle.Report;
import dev.steward.platform.Credentials;
import dev.steward.platform.Plan;
import dev.steward.platform.Platform;
import io.temporal.client.WorkflowException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The Steward that runs here, with an instance ordered like any other. */
public final class StewardContender implements Contender {

    private final Instances instances;
    private final Lab lab;
    private final Operator operator;
    private final Rental rental;

    private StewardContender(Instances instances, Lab lab, Operator operator, Rental rental) {
        this.instances = instances;
        this.lab = lab;
        this.operator = operator;
        this.rental = rental;
    }

    /**
     * Orders an instance of this plan and binds it.
     *
     * @param operator does what only a person asks for
     */
    public static StewardContender order(
            Platform platform, Plan plan, Instances instances, Lab lab, Operator operator) {
        return new StewardContender(instances, lab, operator, Rental.of(platform, plan));
    }

    @Override
    public String name() {
        return "steward";
    }

    @Override
    public Credentials binding() {
        return rental.binding();
    }

    @Override
    public List<LabMachine> machines() {
        return lab.machines(rental.id());
    }

    @Override
    public Optional<String> excuse(Episode episode) {
        return episode == Episode.SWITCHOVER && !operator.knows("switchover")
                ? Optional.of("deploy/steward has no command switchover yet")
                : Optional.empty();
    }

    @Override
    public void switchOver() {
        operator.runs("switchover", rental.id());
    }

    /** Nothing: Steward repairs by itself. */
    @Override
    public void assist(LabMachine struck) {}

    /** A workflow that does not answer now is asked again. */
    @Override
    public boolean isWhole() {
        try {
            Report report = report();
            return report.phase() == Phase.HEALTHY
                    && report.children().isEmpty()
                    && report.redundancy().standbys().size() == report.members().size() - 1;
        } catch (WorkflowException e) {
            return false;
        }
    }

    @Override
    public String described() {
        Report report = report();
        String members = report.members().stream()
                .map(m -> m.name() + " " + m.health() + (m.fenced() ? "" : " unfenced"))
                .collect(Collectors.joining(", "));
        return report.phase() + ", epoch " + report.epoch() + ", confirmed by " + report.redundancy() + ": " + members
                + "; at work: " + report.children();
    }

    private Report report() {
        return instances.report(rental.id());
    }

    @Override
    public Map<Milestone, Duration> milestones(Instant fault) {
        return new TakeOverHistory(instances.client(), rental.id()).since(fault);
    }

    @Override
    public void close() {
        rental.close();
    }
}
