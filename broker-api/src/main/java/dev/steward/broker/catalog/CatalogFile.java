package dev.steward.broker.catalog;

import dev.steward.cluster.Limits;
import dev.steward.document.BrokenDocumentException;
import dev.steward.document.Document;
import dev.steward.document.Rule;
import dev.steward.document.Section;
import dev.steward.machines.MachineSize;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Reads the catalog from its file. The example in {@code deploy/config/catalog.yaml} shows every key. */
public final class CatalogFile {

    private static final Rule<String> UUID =
            Rule.matching("a UUID in lower case", "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    /** OSB 2.17, Catalog Management: a string that people can type at a command line. */
    private static final Rule<String> CLI_FRIENDLY =
            Rule.matching("1 to 63 letters, digits, periods and hyphens", "[A-Za-z0-9.-]{1,63}");

    private static final Rule<String> WORD =
            Rule.matching("lower-case letters, digits and hyphens", "[a-z][a-z0-9-]{0,62}");

    /** The pattern that semver.org recommends. */
    private static final Rule<String> SEMANTIC = Rule.matching(
            "a semantic version such as 1.2.0",
            "(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)"
                    + "(-(0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*)(\\.(0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?"
                    + "(\\+[0-9a-zA-Z-]+(\\.[0-9a-zA-Z-]+)*)?");

    private static final Rule<String> DASHBOARD = Rule.matching(
            "an address with {instance} in it, such as https://dash.example/{instance}",
            "https?://\\S*\\{instance}\\S*");

    private static final Rule<Integer> NODES = Rule.integer(1, 3).also("has to be 1 or 3", n -> n != 2);

    private static final Rule<Integer> COUNT = Rule.integer(0, 1_000_000);

    private final Set<String> ids = new HashSet<>();
    private final Set<String> pooled = new HashSet<>();

    private CatalogFile() {}

    /**
     * Reads a catalog.
     *
     * @throws BrokenDocumentException with everything in it that has to be changed
     */
    public static Catalog read(Path file) throws BrokenDocumentException {
        return Document.read(file, new CatalogFile()::catalog);
    }

    static Catalog parse(String name, String text) throws BrokenDocumentException {
        return Document.parse(name, text, new CatalogFile()::catalog);
    }

    private Catalog catalog(Section root) {
        Set<String> names = new HashSet<>();
        return new Catalog(
                root.sections("services", s -> offering(s, names)),
                root.optionalSection("quotas", CatalogFile::quotas).orElse(Quotas.NONE));
    }

    private static Quotas quotas(Section quotas) {
        return new Quotas(
                quotas.optional("instances", COUNT).orElse(null),
                quotas.optional("perOrganization", COUNT).orElse(null));
    }

    private Offering offering(Section service, Set<String> names) {
        String engine = service.value("engine", WORD);
        Set<String> planNames = new HashSet<>();
        return new Offering(
                unique(service, "id", service.value("id", UUID), ids),
                unique(service, "name", service.value("name", CLI_FRIENDLY), names),
                service.value("description", Rule.text()),
                engine,
                service.values("tags", Rule.text()),
                service.optionalSection("metadata", Display::ofOffering).orElseGet(Map::of),
                service.optionalSection("dashboard", CatalogFile::dashboard).orElse(null),
                service.sections("plans", p -> plan(p, engine, planNames)));
    }

    private Plan plan(Section plan, String engine, Set<String> names) {
        return new Plan(
                unique(plan, "id", plan.value("id", UUID), ids),
                unique(plan, "name", plan.value("name", CLI_FRIENDLY), names),
                plan.value("description", Rule.text()),
                plan.value("free", Rule.flag()),
                engine,
                plan.value("version", Rule.matching("a major version such as 17", "[0-9]{1,4}(\\.[0-9]{1,4})?")),
                plan.oneOrMore("infrastructure", WORD),
                plan.value("nodes", NODES),
                plan.section("machine", CatalogFile::machine).orElseGet(() -> new MachineSize(1, 128)),
                plan.value("diskGib", Rule.integer(1, 1_000_000)),
                plan.texts("settings", Rule.text()),
                plan.section("limits", CatalogFile::limits).orElseGet(CatalogFile::noLimits),
                plan.optionalSection("metadata", Display::ofPlan).orElseGet(Map::of),
                plan.optionalSection("maintenance", CatalogFile::maintenance).orElse(null),
                plan.optional("requiresApp", Rule.flag()).orElse(false),
                plan.optional("quota", COUNT).orElse(null),
                plan.optionalSection("pool", p -> pool(p, plan)).orElse(null));
    }

    private Pool pool(Section pool, Section plan) {
        unique(plan, "pool", plan.value("name", CLI_FRIENDLY), pooled); // a pool is known by its plan's name alone
        return new Pool(pool.value("ready", Rule.integer(1, 100)), pool.value("max_age", Rule.duration()));
    }

    private static Maintenance maintenance(Section maintenance) {
        return new Maintenance(
                maintenance.value("version", SEMANTIC),
                maintenance.optional("description", Rule.text()).orElse(""));
    }

    private static Dashboard dashboard(Section dashboard) {
        return new Dashboard(
                dashboard.value("url", DASHBOARD),
                dashboard
                        .optionalSection(
                                "client",
                                c -> new Dashboard.Client(
                                        c.value("id", Rule.text()),
                                        c.value("secret", Rule.expandedText()),
                                        c.value("redirectUri", Rule.text())))
                        .orElse(null));
    }

    private static MachineSize machine(Section machine) {
        return new MachineSize(
                machine.value("cpus", Rule.positive()), machine.value("memoryMib", Rule.integer(128, 100_000_000)));
    }

    private static Limits limits(Section limits) {
        return new Limits(
                limits.value("provision", Rule.duration()),
                limits.value("restart", Rule.duration()),
                limits.optional("grace", Rule.duration()).orElse(null));
    }

    private static Limits noLimits() {
        return new Limits(Duration.ofSeconds(1), Duration.ofSeconds(1), null);
    }

    private static String unique(Section where, String key, String value, Set<String> taken) {
        if (!value.isEmpty() && !taken.add(value)) {
            where.refuse(key, "is used twice: " + value);
        }
        return value;
    }
}
