package dev.steward.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.broker.Http.Reply;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** On a real Temporal, whose index is late. */
@EnabledIf("dev.steward.fakes.TemporalProcess#isThere")
final class QuotasTest {

    private final Estate estate = Estate.get();
    private final String organization = Bench.fresh();

    @Test
    void anOrganisationGetsWhatItMayHaveAlsoWhenAllComesAtOnce() {
        List<CompletableFuture<Reply>> orders = Stream.generate(Bench::fresh)
                .limit(8)
                .map(id -> CompletableFuture.supplyAsync(() -> order(id, organization)))
                .toList();
        List<Reply> replies = orders.stream().map(CompletableFuture::join).toList();

        assertThat(replies.stream().filter(r -> r.status() == 202)).hasSize(Estate.PER_ORGANIZATION);
        assertThat(replies.stream().filter(r -> r.status() != 202))
                .allMatch(r -> r.status() == 422
                        && r.description().startsWith("There are already 2 instances of your organisation"));
        assertThat(order(Bench.fresh(), Bench.fresh()).status())
                .as("another's is not used up")
                .isEqualTo(202);
    }

    @Test
    void whatIsThereIsAnsweredAsEverAndMakesRoomWhenItIsDeleted() {
        String first = Bench.fresh();
        String late = Bench.fresh();
        order(first, organization);
        order(Bench.fresh(), organization);
        assertThat(order(late, organization).status()).isEqualTo(422);
        assertThat(estate.http.get(Paths.lastOperation(late)).status())
                .as("nothing is recorded of it")
                .isEqualTo(404);
        assertThat(order(first, organization).status()).isIn(200, 202);

        estate.await(first);
        estate.http.delete(Paths.deprovision(first));
        estate.await(first);

        for (int i = 0; i < 100 && order(late, organization).status() == 422; i++) {
            estate.await(late); // the index is late
        }
        assertThat(order(late, organization).status()).isIn(200, 202);
    }

    private Reply order(String id, String forWhom) {
        return estate.http.put(
                Paths.provision(id),
                "{" + Paths.CHOICE + ",\"context\":{\"platform\":\"cloudfoundry\",\"organization_guid\":\"" + forWhom
                        + "\"}}");
    }
}
