package dev.steward.broker.catalog;

import dev.steward.broker.parameters.EngineParameters;
import dev.steward.broker.parameters.PlanParameters;
import dev.steward.cluster.ClusterId;
import dev.steward.cluster.ClusterSpec;
import dev.steward.cluster.Limits;
import dev.steward.cluster.Request;
import dev.steward.machines.Holding;
import dev.steward.machines.MachineSize;
import dev.steward.pool.Rules;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A size of an offering (OSB 2.17, Service Plan Object).
 *
 * @param id a UUID by which platforms know it, for good
 * @param name by which people ask for it
 * @param description one line
 * @param free whether it costs nothing
 * @param engine the data service
 * @param version the data service's major version
 * @param infrastructures where its machines come from; the second and later ones if there is no room before
 * @param nodes how many machines: 1 or 3
 * @param machine how large each is
 * @param diskGib size of each disk, in GiB
 * @param settings the data service's settings, by name
 * @param limits how long things may take
 * @param metadata for display, passed on as it is
 * @param maintenance the edition of its software; null when none is named
 * @param requiresApp whether it can be bound to applications only
 * @param quota how many instances of it there may be; null for as many as there is room for
 * @param pool what is made of it before anybody asks; null: nothing
 */
public record Plan(
        String id,
        String name,
        String description,
        boolean free,
        String engine,
        String version,
        List<String> infrastructures,
        int nodes,
        MachineSize machine,
        int diskGib,
        Map<String, String> settings,
        Limits limits,
        Map<String, Object> metadata,
        @Nullable Maintenance maintenance,
        boolean requiresApp,
        @Nullable Integer quota,
        @Nullable Pool pool) {

    public Plan {
        infrastructures = List.copyOf(infrastructures);
        settings = Map.copyOf(settings);
        metadata = Map.copyOf(metadata);
    }

    /** The cluster that a request for this plan asks for. */
    public ClusterSpec spec(ClusterId cluster, Request request) {
        Map<String, Object> asked = request.parameters();
        EngineParameters offered = EngineParameters.of(engine);
        ClusterSpec spec = new ClusterSpec(
                        cluster,
                        name,
                        engine,
                        version,
                        infrastructures.getFirst(),
                        infrastructures.subList(1, infrastructures.size()),
                        nodes,
                        machine,
                        diskGib,
                        offered.settings(settings, asked),
                        offered.extras(asked),
                        offered.limits(limits, asked),
                        request)
                .ofEdition(edition());
        return pool == null ? spec : spec.fromPool();
    }

    /** By what its pool goes on each of its infrastructures; empty when it has none. */
    public Optional<Rules> poolRules() {
        return Optional.ofNullable(pool)
                .map(p -> new Rules(
                        p.ready(), p.maxAge(), new Holding(nodes, machine, diskGib, edition()), limits.provision()));
    }

    /** What may be asked for beside it. */
    public PlanParameters parameters() {
        return EngineParameters.of(engine).of(nodes, machine, diskGib);
    }

    /** Of which edition its instances are made; empty when none is named. */
    public String edition() {
        return maintenance == null ? "" : maintenance.version();
    }

    /** Whether an instance of this can become one of the other. */
    public boolean canBecome(Plan other) {
        return engine.equals(other.engine)
                && version.equals(other.version)
                && diskGib == other.diskGib
                && infrastructures.equals(other.infrastructures);
    }

    /** How long its operations may take, in seconds: what is given up is undone, which takes as long at most. */
    public long longestOperation() {
        return limits.provision().multipliedBy(2).toSeconds();
    }
}
