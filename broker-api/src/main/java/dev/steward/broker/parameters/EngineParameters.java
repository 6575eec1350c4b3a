package dev.steward.broker.parameters;

import dev.steward.cluster.ClusterSpec;
import dev.steward.cluster.Extras;
import dev.steward.cluster.Limits;
import dev.steward.machines.MachineSize;
import java.util.Map;
import java.util.Optional;

/** What tenants may ask for beside the plans of one data service, and what it means. */
public interface EngineParameters {

    /** Those of every data service that has any. */
    Map<String, EngineParameters> ALL = Map.of("postgresql", new PostgresqlParameters());

    /** Of one that has none: its instances are what their plan says. */
    EngineParameters NONE = (nodes, size, diskGib) -> PlanParameters.NONE;

    /** Those of this data service. */
    static EngineParameters of(String engine) {
        return ALL.getOrDefault(engine, NONE);
    }

    /** What may be asked for beside a plan. */
    PlanParameters of(int nodes, MachineSize size, int diskGib);

    /** The settings of an instance. */
    default Map<String, String> settings(Map<String, String> ofPlan, Map<String, Object> asked) {
        return ofPlan;
    }

    /** What an instance is to have besides. */
    default Extras extras(Map<String, Object> asked) {
        return Extras.NONE;
    }

    /** How long things may take. */
    default Limits limits(Limits ofPlan, Map<String, Object> asked) {
        return ofPlan;
    }

    /** Why an instance that is the one can't be told to be the other, if it can't. */
    default Optional<Violation> violation(ClusterSpec now, ClusterSpec wanted) {
        return Optional.empty();
    }
}
