package dev.steward.broker.parameters;

import dev.steward.broker.parameters.Shape.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What tenants may ask for beside a plan.
 *
 * @param instance with an instance, when it is made and later
 * @param binding with a binding
 */
public record PlanParameters(Fields instance, Fields binding) {

    private static final Fields NOTHING = new Fields(Map.of());

    /** Nothing. */
    public static final PlanParameters NONE = new PlanParameters(NOTHING, NOTHING);

    /** Every rule that these parameters break. */
    public static List<Violation> violations(Fields rules, Map<String, Object> parameters) {
        List<Violation> violations = new ArrayList<>();
        rules.check("", parameters, violations::add);
        return violations;
    }

    /** Those that may be asked of an instance of this plan: others were asked of one of another plan. */
    public Map<String, Object> knownOf(Map<String, Object> asked) {
        Map<String, Object> known = new LinkedHashMap<>(asked);
        known.keySet().retainAll(instance.fields().keySet());
        return known;
    }

    /** The schemas of a plan (OSB 2.17, Schemas Object). */
    public Map<String, Object> schemas() {
        Map<String, Object> ofInstance = new LinkedHashMap<>();
        ofInstance.put("create", input(instance));
        ofInstance.put("update", input(instance));
        return Map.of("service_instance", ofInstance, "service_binding", Map.of("create", input(binding)));
    }

    private static Map<String, Object> input(Fields rules) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "http://json-schema.org/draft-04/schema#");
        schema.putAll(rules.schema());
        return Map.of("parameters", schema);
    }
}
