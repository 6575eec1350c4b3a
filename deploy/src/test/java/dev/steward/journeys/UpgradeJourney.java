package dev.steward.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.instances.Found;
import dev.steward.instances.Search;
import dev.steward.lab.LabMachine;
import dev.steward.platform.Asked;
import dev.steward.platform.Credentials;
import dev.steward.platform.Plan;
import dev.steward.upgrade.BrokerWorkshop;
import dev.steward.upgrade.Outcome;
import dev.steward.upgrade.Pace;
import dev.steward.upgrade.Upgrade;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The catalog offers another edition, and the operator has all instances brought to it: other machines, the same data. */
class UpgradeJourney {

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final List<String> INSTANCES = List.of("a", "b", "c");

    @RegisterExtension
    private final LocalSteward steward = LocalSteward.withCatalog(edition("1.0.0"));

    @Test
    void allInstancesAreBroughtToTheCatalogsEdition() throws Exception {
        Plan before = steward.platform().plan("single-small");
        List<Asked> orders =
                INSTANCES.stream().map(i -> steward.order(i, before)).toList();
        for (int i = 0; i < INSTANCES.size(); i++) {
            steward.awaitSuccess(INSTANCES.get(i), before, orders.get(i), LIMIT);
        }
        Credentials access = steward.platform().bind("a", "writer", before);
        Sql.answer(access, "create table kept as select 42 as answer");
        List<String> machines = machines();

        steward.offers(edition("2.0.0"));

        assertThat(upgraded().values()).hasSize(3).allMatch(Outcome.Upgraded.class::isInstance);
        assertThat(machines()).hasSize(3).doesNotContainAnyElementsOf(machines);
        assertThat(Sql.answer(access, "select answer from kept")).isEqualTo("42");
        assertThat(INSTANCES)
                .allMatch(i -> steward.instances().report(i).spec().edition().equals("2.0.0"));
        assertThat(upgraded().values()).hasSize(3).containsOnly(new Outcome.Current());

        Plan now = steward.platform().plan("single-small");
        for (String instance : INSTANCES) {
            steward.awaitSuccess(instance, now, steward.platform().deprovision(instance, now), LIMIT);
        }
        assertThat(steward.lab().leftovers()).isEmpty();
    }

    private Map<Found, Outcome> upgraded() {
        return Upgrade.of(
                steward.instances().found(Search.forAll()),
                new Pace(1, 2),
                new BrokerWorkshop(steward.platform(), LIMIT),
                (instance, outcome) -> System.out.println(instance.id() + " " + outcome.sentence()));
    }

    private List<String> machines() {
        return INSTANCES.stream()
                .flatMap(i -> steward.lab().machines(i).stream())
                .map(LabMachine::id)
                .toList();
    }

    private static UnaryOperator<String> edition(String version) {
        return catalog -> catalog.replaceFirst(
                "(?m)^( +)name: single-small$",
                "$0\n$1maintenance: {version: " + version + ", description: An edition of the journey's}");
    }
}
