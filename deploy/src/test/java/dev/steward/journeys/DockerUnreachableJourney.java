package dev.steward.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.platform.Asked;
import dev.steward.platform.LastOperation;
import dev.steward.platform.LastOperation.State;
import dev.steward.platform.Plan;
import dev.steward.platform.Platform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An infrastructure that does not answer: the platform is told why, then that it failed, and nothing stays behind. */
class DockerUnreachableJourney {

    private static final Duration LIMIT = Duration.ofMinutes(3);

    @RegisterExtension
    private final LocalSteward steward =
            LocalSteward.withCatalog(text -> text.replaceAll("provision: 10m", "provision: 20s"));

    @Test
    void theOperationNamesTheCauseAndFailsAtThePlansLimit() {
        steward.worker().stop();
        steward.settings().writeWorker("unix://" + steward.settings().home.resolve("nobody.sock"));
        steward.worker().start();

        List<String> told = new ArrayList<>();
        LastOperation last = ordered("unreachable", told);
        assertThat(told).as("what the platform was told").anyMatch(d -> d.matches("(?is).*docker.*"));
        assertThat(last.state()).as(last.description()).isEqualTo(State.FAILED);

        steward.worker().stop();
        steward.settings().writeWorker();
        steward.worker().start();
        assertThat(removed("unreachable").state()).isEqualTo(State.SUCCEEDED);
        assertThat(steward.lab().leftovers()).isEmpty();
    }

    private LastOperation ordered(String instance, List<String> told) {
        Platform platform = steward.platform();
        Plan plan = platform.plan("single-small");
        Asked asked = platform.provision(instance, plan);
        return platform.await(instance, plan, asked, LIMIT, o -> told.add(o.description()));
    }

    private LastOperation removed(String instance) {
        Platform platform = steward.platform();
        Plan plan = platform.plan("single-small");
        return platform.await(instance, plan, platform.deprovision(instance, plan), LIMIT, o -> {});
    }
}
