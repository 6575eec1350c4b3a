package dev.steward.broker.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.steward.cluster.ClusterId;
import dev.steward.cluster.Limits;
import dev.steward.cluster.Request;
import dev.steward.document.BrokenDocumentException;
import dev.steward.machines.MachineSize;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CatalogFileTest {

    private static final Path EXAMPLE = Path.of("../deploy/config/catalog.yaml");

    private static final String SMALL = """
            services:
              - id: 00000000-0000-0000-0000-000000000001
                name: postgresql
                description: PostgreSQL
                engine: postgresql
                plans:
                  - id: 00000000-0000-0000-0000-000000000002
                    name: single
                    description: One machine
                    free: true
                    infrastructure: docker
                    version: 17
                    nodes: 1
                    machine: {cpus: 0.5, memoryMib: 512}
                    diskGib: 1
                    settings: {fsync: on}
                    limits: {provision: 10m, restart: 15s, grace: 10s}
            """;

    @Test
    void theExampleIsUnderstood() throws Exception {
        Catalog catalog = CatalogFile.read(EXAMPLE);

        assertThat(catalog.offerings().stream().map(Offering::name)).containsExactly("postgresql", "valkey");
        assertThat(catalog.offerings().getFirst().plans().stream().map(Plan::name))
                .containsExactly("single-small", "cluster-small", "cluster-medium", "cluster-large");
    }

    @Test
    void quotasAreReadAndNoNumberIsRefused() throws Exception {
        Catalog catalog = CatalogFile.parse("c.yaml", "quotas: {instances: 9, perOrganization: 2}\n" + SMALL);
        assertThat(catalog.quotas()).isEqualTo(new Quotas(9, 2));
        assertThat(CatalogFile.parse("c.yaml", SMALL).quotas()).isEqualTo(Quotas.NONE);
        String ofPlan = SMALL.replace("diskGib: 1", "quota: 5, diskGib: 1".replace(", ", "\n        "));
        assertThat(CatalogFile.parse("c.yaml", ofPlan)
                        .offerings()
                        .getFirst()
                        .plans()
                        .getFirst()
                        .quota())
                .isEqualTo(5);
        assertThat(catchThrowableOfType(
                        BrokenDocumentException.class,
                        () -> CatalogFile.parse("c.yaml", "quotas: {perOrganization: -1}\n" + SMALL)))
                .hasMessageContaining(
                        "c.yaml:1: quotas.perOrganization: has to be a whole number from 0 to 1000000, is '-1'");
    }

    @Test
    void aPlanIsUpdateableWhereAnotherHasItsSizeOfDisk() throws Exception {
        Offering offering = CatalogFile.read(EXAMPLE).offerings().getFirst();

        assertThat(offering.plans().stream().filter(offering::isUpdateable).map(Plan::name))
                .containsExactly("single-small", "cluster-small", "cluster-medium");
    }

    /** As deploy/steward puts them together. */
    @ParameterizedTest
    @ValueSource(strings = {"openstack", "ec2"})
    void thePlansOfAnotherInfrastructureCanBeAddedOrStandAlone(String infrastructure) throws Exception {
        String example = Files.readString(EXAMPLE);
        String more = Files.readString(EXAMPLE.resolveSibling("plans-" + infrastructure + ".yaml"));
        String offering = example.substring(0, example.indexOf("    plans:\n") + "    plans:\n".length());

        String others = example.substring(example.lastIndexOf("  - id: 7d3f1a52-6c0e-4b8e-9a55-0c4f3e1d2b02"));
        Catalog both = CatalogFile.parse("c", example.replace(others, more + "\n" + others));
        Catalog alone = CatalogFile.parse("c", offering + more);

        assertThat(both.offerings().getFirst().plans()).hasSize(6);
        assertThat(alone.offerings().getFirst().plans())
                .allSatisfy(p -> assertThat(p.infrastructures()).contains(infrastructure))
                .allSatisfy(p -> assertThat(p.name()).endsWith("-" + infrastructure));
    }

    @Test
    void aPlanSaysWhatAClusterIsToBe() throws Exception {
        Plan plan = CatalogFile.parse("c", SMALL).offerings().getFirst().plans().getFirst();
        Request request = new Request("s", "p", Map.of(), Map.of());

        var spec = plan.spec(new ClusterId("i"), request);

        assertThat(spec.infrastructure()).isEqualTo("docker");
        assertThat(spec.engine()).isEqualTo("postgresql");
        assertThat(spec.version()).isEqualTo("17");
        assertThat(spec.size()).isEqualTo(new MachineSize(0.5, 512));
        assertThat(spec.settings()).containsExactly(Map.entry("fsync", "on"));
        assertThat(spec.limits())
                .isEqualTo(new Limits(Duration.ofMinutes(10), Duration.ofSeconds(15), Duration.ofSeconds(10)));
        assertThat(spec.request()).isSameAs(request);
    }

    @Test
    void aPlanMayNameSeveralInfrastructuresByPreference() throws Exception {
        String several = SMALL.replace("infrastructure: docker", "infrastructure: [ec2, docker]");
        Plan plan =
                CatalogFile.parse("c", several).offerings().getFirst().plans().getFirst();

        var spec = plan.spec(new ClusterId("i"), new Request("s", "p", Map.of(), Map.of()));

        assertThat(spec.infrastructure()).isEqualTo("ec2");
        assertThat(spec.otherwise()).containsExactly("docker");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "infrastructure: docker|infrastructure: [docker, docker]|c.yaml:11: services[0].plans[0].infrastructure: names one of them twice",
                "nodes: 1|nodes: 2|c.yaml:13: services[0].plans[0].nodes: has to be 1 or 3, is '2'",
                "nodes: 1|nodes: many|c.yaml:13: services[0].plans[0].nodes: has to be 1 or 3, is 'many'",
                "cpus: 0.5|cpus: 0|c.yaml:14: services[0].plans[0].machine.cpus: has to be a number above 0, is '0'",
                "memoryMib: 512|memoryMib: 12|c.yaml:14: services[0].plans[0].machine.memoryMib: has to be a whole number from 128 to 100000000, is '12'",
                "memoryMib: 512|memory: 512|c.yaml:14: services[0].plans[0].machine.memoryMib: is missing: has to be a whole number from 128 to 100000000",
                "memoryMib: 512|memory: 512|c.yaml:14: services[0].plans[0].machine.memory: is not a known key",
                "diskGib: 1|diskGib: 1.5|c.yaml:15: services[0].plans[0].diskGib: has to be a whole number from 1 to 1000000, is '1.5'",
                "diskGib: 1|pool: {ready: 0, max_age: 7d}|c.yaml:15: services[0].plans[0].pool.ready: has to be a whole number from 1 to 100, is '0'",
                "diskGib: 1|pool: {ready: 2, max_age: long}|c.yaml:15: services[0].plans[0].pool.max_age: has to be a duration such as 15s, 10m or 1h, is 'long'",
                "diskGib: 1|pool: {ready: 2}|c.yaml:15: services[0].plans[0].pool.max_age: is missing: has to be a duration such as 15s, 10m or 1h",
                "diskGib: 1|disk: 1|c.yaml:15: services[0].plans[0].disk: is not a known key",
                "free: true|free: maybe|c.yaml:10: services[0].plans[0].free: has to be true or false, is 'maybe'",
                "grace: 10s|grace: never|c.yaml:17: services[0].plans[0].limits.grace: has to be a duration such as 15s, 10m or 1h, is 'never'",
                "restart: 15s|restart: 15|c.yaml:17: services[0].plans[0].limits.restart: has to be a duration such as 15s, 10m or 1h, is '15'",
                "restart: 15s|restart: 0s|c.yaml:17: services[0].plans[0].limits.restart: has to be a duration such as 15s, 10m or 1h, is '0s'",
                "name: single|name: my plan|c.yaml:8: services[0].plans[0].name: has to be 1 to 63 letters, digits, periods and hyphens, is 'my plan'",
                "description: PostgreSQL|description:|c.yaml:4: services[0].description: has to be a text, is ''",
                "    engine: postgresql|    engine: {a: b}|c.yaml:5: services[0].engine: has to be lower-case letters, digits and hyphens",
                "000000000002|000000000001|c.yaml:7: services[0].plans[0].id: is used twice: 00000000-0000-0000-0000-000000000001",
                "    name: postgresql|    name: a\\n    name: b|c.yaml:4: services[0].name: is given twice",
                "version: 17|version: new|c.yaml:12: services[0].plans[0].version: has to be a major version such as 17, is 'new'",
                "settings: {fsync: on}|settings: [fsync]|c.yaml:16: services[0].plans[0].settings: has to be a mapping",
                "machine: {cpus: 0.5, memoryMib: 512}|other: 1|c.yaml:7: services[0].plans[0].machine: is missing: has to be a mapping",
                "services:|servces:|c.yaml:1: services: has to be a list of at least one mapping",
                "services:|services: {|c.yaml:2: is not YAML: expected the node content, but found '-'",
            })
    void whatIsWrongIsNamedByLineAndKey(String right, String wrong, String message) {
        var broken = broken(SMALL.replaceFirst(Pattern.quote(right), wrong.replace("\\n", "\n")));

        assertThat(String.valueOf(broken.getMessage()).lines()).contains(message);
    }

    @Test
    void everythingThatIsWrongIsToldAtOnceInTheOrderOfTheFile() {
        var broken = broken(SMALL.replace("nodes: 1", "nodes: 4")
                .replace("free: true", "free: 1")
                .replace("15s", "x"));

        assertThat(broken.problems()).extracting(p -> p.line()).containsExactly(10, 13, 17);
    }

    @Test
    void aFileThatIsMissingOrEmptyIsSaidToBeSo(@TempDir Path folder) throws Exception {
        Path missing = folder.resolve("missing.yaml");
        Path empty = Files.createFile(folder.resolve("empty.yaml"));

        assertThat(catchThrowableOfType(BrokenDocumentException.class, () -> CatalogFile.read(missing)))
                .hasMessage(missing + ": there is no such file");
        assertThat(catchThrowableOfType(BrokenDocumentException.class, () -> CatalogFile.read(empty)))
                .hasMessage(empty + ": is not a mapping of keys to values");
    }

    private static BrokenDocumentException broken(String text) {
        return catchThrowableOfType(BrokenDocumentException.class, () -> CatalogFile.parse("c.yaml", text));
    }
}
