package dev.steward.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.tour.Measures;
import dev.steward.tour.Tour;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Provision, bind, write, lose machines, go on, deprovision: the tour's own chapters, which throw when one fails. */
class MainJobJourney {

    @RegisterExtension
    private final LocalSteward steward = LocalSteward.asItIs();

    @Test
    void theMainJobIsDoneAndNothingIsLostOrLeft() {
        Measures measures = new Tour(steward.guide(), steward.settings().installation, "").run();
        System.out.println(measures.ok());
        assertThat(measures.acked()).isPositive();
        assertThat(measures.lost()).isZero();
        assertThat(steward.lab().leftovers()).isEmpty();
    }
}
