package dev.steward;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Holds the arrows between packages; every rule tells its reason when it is broken. */
class ArchitectureTest {
    private static final String INFRASTRUCTURES = "dev.steward.machines.*..";
    private static final String ENGINES = "dev.steward.engine.*..";

    private final JavaClasses product = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("dev.steward");

    @TestFactory
    Stream<DynamicTest> doors() {
        return tests(
                knowsOnly("machines", "trouble")
                        .because("what an infrastructure rents out has no idea what will run on it, "
                                + "so a new infrastructure is a package and a line of wiring"),
                knowsOnly("cluster", "machines")
                        .because("what to do is decided purely, from recorded facts, whatever the engine"),
                knowsOnly("engine", "cluster", "machines")
                        .because("an engine acts on nodes when told; it never sees who tells it"),
                knowsOnly("tunnels", "cluster")
                        .because("who is let in from outside depends on no engine and no infrastructure"),
                knowsOnly("pool", "cluster", "machines")
                        .because("what a pool gives to whom is decided purely, from recorded facts"),
                knowsOnly("lifecycle", "pool", "cluster", "machines", "engine", "tunnels", "payloads", "trouble")
                        .because("workflows reach the world through the two doors only: no workflow changes "
                                + "when an infrastructure or a data service is added"));
    }

    @TestFactory
    Stream<DynamicTest> siblings() {
        return tests(
                noClasses()
                        .that()
                        .resideInAPackage(INFRASTRUCTURES)
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(ENGINES)
                        .because("every infrastructure carries every engine, so it may know none"),
                noClasses()
                        .that()
                        .resideInAPackage(ENGINES)
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(INFRASTRUCTURES)
                        .because("every engine runs on every infrastructure, so it may know none"),
                slices().matching("dev.steward.machines.(*)..")
                        .should()
                        .notDependOnEachOther()
                        .because("an infrastructure can be added and removed without a look at the others"),
                slices().matching("dev.steward.engine.(*)..")
                        .should()
                        .notDependOnEachOther()
                        .because("a data service can be added and removed without a look at the others"));
    }

    @TestFactory
    Stream<DynamicTest> processes() {
        return tests(
                noClasses()
                        .that()
                        .resideOutsideOfPackage("dev.steward.broker..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("org.springframework..")
                        .because("Spring serves the broker's HTTP and nothing else; "
                                + "workflows and workers are plain Java, wired by hand"),
                noClasses()
                        .that()
                        .resideInAPackage("dev.steward.broker..")
                        .and()
                        .resideOutsideOfPackage("dev.steward.broker.clusters..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("io.temporal.client..")
                        .because("controllers speak of clusters; one package knows that these are workflows"),
                noClasses()
                        .that()
                        .resideInAPackage("dev.steward.worker..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("dev.steward.broker..")
                        .because("broker and workers scale, start and fail apart; they meet in Temporal only"),
                slices().matching("dev.steward.(**)")
                        .should()
                        .beFreeOfCycles()
                        .because("packages in a cycle are one package that is too large"));
    }

    private static ArchRule knowsOnly(String name, String... known) {
        var own = "dev.steward." + name;
        var allowed = Stream.concat(Stream.of(own), Stream.of(known).map("dev.steward."::concat))
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(own)
                .should()
                .dependOnClassesThat(resideInAPackage("dev.steward..").and(not(resideInAnyPackage(allowed))));
    }

    private Stream<DynamicTest> tests(ArchRule... rules) {
        return Stream.of(rules)
                .map(rule -> rule.allowEmptyShould(true))
                .map(rule -> DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(product)));
    }
}
