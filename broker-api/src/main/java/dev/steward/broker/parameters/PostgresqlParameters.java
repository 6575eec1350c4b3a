package dev.steward.broker.parameters;

import dev.steward.broker.parameters.Shape.Choice;
import dev.steward.broker.parameters.Shape.Field;
import dev.steward.broker.parameters.Shape.Fields;
import dev.steward.broker.parameters.Shape.Items;
import dev.steward.broker.parameters.Shape.Text;
import dev.steward.broker.parameters.Shape.Whole;
import dev.steward.cluster.ClusterSpec;
import dev.steward.cluster.Extras;
import dev.steward.cluster.Limits;
import dev.steward.machines.MachineSize;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What tenants may ask for beside a plan of PostgreSQL, and what it means. */
final class PostgresqlParameters implements EngineParameters {

    private static final String SETTINGS = "settings";
    private static final String EXTENSIONS = "extensions";
    private static final String ALLOWED_CIDRS = "allowed_cidrs";
    private static final String SYNCHRONOUS = "synchronous";
    private static final String STRICT = "strict";
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final List<String> ONLY_RAISED = List.of("max_connections", "max_locks_per_transaction");
    private static final int MOST_CIDRS = 64;
    private static final int LONGEST_LIFE_SECONDS = 315_360_000; // ten years

    /** Those of PostgreSQL's own that a database's owner may have: they give no way out of the database. */
    private static final List<String> TRUSTED = List.of(
            "btree_gin",
            "btree_gist",
            "citext",
            "cube",
            "dict_int",
            "fuzzystrmatch",
            "hstore",
            "intarray",
            "isn",
            "lo",
            "ltree",
            "pg_trgm",
            "pgcrypto",
            "seg",
            "tablefunc",
            "tcn",
            "tsm_system_rows",
            "tsm_system_time",
            "unaccent",
            "uuid-ossp");

    @Override
    public PlanParameters of(int nodes, MachineSize size, int diskGib) {
        Map<String, Field> instance = new LinkedHashMap<>();
        instance.put(
                SETTINGS,
                new Field(
                        "Settings of PostgreSQL, by its own names and in its own units",
                        PostgresqlSettings.of(size, diskGib)));
        instance.put(
                EXTENSIONS,
                new Field("Extensions to have from the start", new Items(new Choice(TRUSTED), TRUSTED.size())));
        instance.put(
                ALLOWED_CIDRS,
                new Field(
                        "From where clients may connect; from everywhere when it is empty or missing",
                        new Items(new Text(Cidr.FORM, "a network such as 10.0.0.0/8 or fd00::/8"), MOST_CIDRS)));
        if (nodes > 1) {
            instance.put(
                    SYNCHRONOUS,
                    new Field(
                            "What becomes of commits when no standby is left to confirm them: strict: they wait for as"
                                    + " long as it takes; available: after a while they are acknowledged without",
                            new Choice(List.of(STRICT, "available"))));
        }
        return new PlanParameters(new Fields(instance), binding());
    }

    private static Fields binding() {
        Map<String, Field> binding = new LinkedHashMap<>();
        binding.put(
                "role",
                new Field(
                        "read-only: may read everything and change nothing",
                        new Choice(List.of("read-write", "read-only"))));
        binding.put(
                "expires_in",
                new Field("Seconds after which it gives access no more", new Whole(60, LONGEST_LIFE_SECONDS)));
        binding.put("tunnel", TunnelParameters.FIELD);
        return new Fields(binding);
    }

    /** What its tenant asked for wins over what the plan says. */
    @Override
    public Map<String, String> settings(Map<String, String> ofPlan, Map<String, Object> parameters) {
        Map<String, String> settings = new LinkedHashMap<>(ofPlan);
        if (parameters.get(SETTINGS) instanceof Map<?, ?> asked) {
            asked.forEach((name, value) -> settings.put(String.valueOf(name), String.valueOf(value)));
        }
        return settings;
    }

    @Override
    public Extras extras(Map<String, Object> parameters) {
        return new Extras(texts(parameters.get(EXTENSIONS)), texts(parameters.get(ALLOWED_CIDRS)));
    }

    /** How long commits wait follows from {@code synchronous}, if it was said. */
    @Override
    public Limits limits(Limits ofPlan, Map<String, Object> parameters) {
        if (!(parameters.get(SYNCHRONOUS) instanceof String said)) {
            return ofPlan;
        }
        Duration some = ofPlan.grace() == null ? GRACE : ofPlan.grace();
        return new Limits(ofPlan.provision(), ofPlan.restart(), said.equals(STRICT) ? null : some);
    }

    /**
     * The standbys of a cluster may never have less of some things than their leader, whose log they replay; so while they
     * are restarted one after the other none of it can be taken away (PostgreSQL, Hot Standby, Administrator's Overview).
     */
    @Override
    public Optional<Violation> violation(ClusterSpec now, ClusterSpec wanted) {
        boolean fits = now.single() || !now.size().equals(wanted.size());
        return fits
                ? Optional.empty()
                : ONLY_RAISED.stream()
                        .filter(name -> number(wanted, name) < number(now, name))
                        .findFirst()
                        .map(name -> Violation.of(
                                SETTINGS + "." + name,
                                Objects.requireNonNullElse(wanted.settings().get(name), "not said"),
                                "was " + now.settings().get(name) + ", and can be raised, not lowered, in a cluster"));
    }

    /** What is not said is little: then it is what the machine's size gives. */
    private static long number(ClusterSpec spec, String setting) {
        String said = spec.settings().get(setting);
        return said == null || !said.matches("[0-9]{1,9}") ? 0 : Long.parseLong(said);
    }

    private static List<String> texts(@org.jspecify.annotations.Nullable Object value) {
        return value instanceof List<?> items
                ? items.stream().map(String::valueOf).toList()
                : List.of();
    }
}
