package dev.steward.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.cluster.ClusterId;
import dev.steward.machines.Holding;
import dev.steward.machines.MachineSize;
import dev.steward.pool.Member.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class StockTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Holding SMALL = new Holding(3, new MachineSize(1, 512), 1, "1.0.0");
    private static final Holding NEWER = new Holding(3, new MachineSize(1, 512), 1, "1.1.0");
    private static final Duration WEEK = Duration.ofDays(7);

    private static Rules rules(int ready) {
        return new Rules(ready, WEEK, SMALL, Duration.ofMinutes(10));
    }

    private static ClusterId id(int n) {
        return new ClusterId("pool-p-i-" + n);
    }

    private static Stock filled(int members) {
        Stock stock = Stock.empty(rules(members));
        for (int n = 0; n < members; n++) {
            stock = stock.begun(id(n), START).made(id(n), List.of(), START.plusSeconds(n));
        }
        return stock;
    }

    @Test
    void theOldestIsGivenAwayAndTheSameClaimGetsTheSame() {
        Stock.Handing first = filled(2).claim("a", SMALL, START);
        Stock.Handing again = first.stock().claim("a", SMALL, START);
        Stock.Handing other = again.stock().claim("b", SMALL, START);
        assertThat(Objects.requireNonNull(first.member()).id()).isEqualTo(id(0));
        assertThat(again.member()).isEqualTo(first.member());
        assertThat(Objects.requireNonNull(other.member()).id()).isEqualTo(id(1));
        assertThat(other.stock().claim("c", SMALL, START).member()).isNull();
        assertThat(other.stock().claim("c", SMALL, START).stock())
                .extracting(Stock::hits, Stock::misses)
                .containsExactly(2L, 1L);
    }

    @Test
    void aClaimThatWasReleasedBeforeItCameGetsNothing() {
        Stock.Handing late = filled(1).settled("a", START).claim("a", SMALL, START.plusSeconds(60));
        assertThat(late.member()).isNull();
        assertThat(late.stock().count(Stage.READY)).isEqualTo(1);
    }

    @Test
    void whatIsNotAsWantedIsNotGivenAway() {
        assertThat(filled(1).claim("a", NEWER, START).member()).isNull();
        assertThat(filled(1).claim("a", SMALL, START.plus(WEEK)).member()).isNull();
    }

    @Test
    void theOldTheOutdatedAndTheTooManyAreGivenUp() {
        assertThat(filled(2).superfluous(START)).isEmpty();
        assertThat(filled(2).superfluous(START.plus(WEEK)))
                .extracting(Member::id)
                .containsExactly(id(0));
        assertThat(filled(2).ruled(rules(1)).superfluous(START))
                .extracting(Member::id)
                .containsExactly(id(0));
        Rules newer = new Rules(2, WEEK, NEWER, Duration.ofMinutes(10));
        assertThat(filled(2).ruled(newer).superfluous(START)).hasSize(2);
        assertThat(filled(2).closed().superfluous(START)).hasSize(2);
        assertThat(filled(0).closed().hasEnded()).isTrue();
    }

    @Test
    void whoIsNeverHeardOfIsGivenUp() {
        Stock making = Stock.empty(rules(1)).begun(id(0), START);
        assertThat(making.superfluous(START.plus(Duration.ofMinutes(29)))).isEmpty();
        assertThat(making.superfluous(START.plus(Duration.ofMinutes(30)))).hasSize(1);
        assertThat(making.next(START)).contains(START.plus(Duration.ofMinutes(30)));
    }

    @Test
    void failuresAreFollowedByLongerAndLongerPausesUpToMinutes() {
        Stock stock = Stock.empty(rules(1));
        Instant now = START;
        for (int n = 0; n < 10; n++) {
            assertThat(stock.mayMake(now)).isTrue();
            stock = stock.begun(id(n), now).failed(id(n), now);
            assertThat(stock.mayMake(now)).isFalse();
            Instant after = Objects.requireNonNull(stock.refillAfter());
            assertThat(Duration.between(now, after)).isBetween(Duration.ofSeconds(5), Duration.ofMinutes(5));
            now = after;
        }
        assertThat(stock.failures()).isEqualTo(10);
        assertThat(stock.begun(id(10), now).made(id(10), List.of(), now).failures())
                .isZero();
        assertThat(stock.ruled(rules(2)).mayMake(START))
                .as("new rules, new luck")
                .isTrue();
    }

    @Test
    void whoGaveWayIsNotReplacedForAWhileAndAMemberMadeMeanwhileChangesNothingAboutThat() {
        Stock stock = filled(2).begun(id(2), START);
        Member oldest = stock.whoGivesWay().orElseThrow();
        Stock after = stock.without(oldest.id()).gaveWay(START).made(id(2), List.of(), START);
        assertThat(oldest.id()).isEqualTo(id(0));
        assertThat(after.ruled(rules(2)).mayMake(START.plusSeconds(1))).isFalse();
        assertThat(after.without(id(1)).mayMake(START.plusSeconds(599))).isFalse();
        assertThat(after.without(id(1)).mayMake(START.plusSeconds(600))).isTrue();
    }

    /** Something that happens to a pool. */
    private record Event(String what, int who, int seconds) {}

    @Provide
    Arbitrary<List<Event>> histories() {
        Arbitrary<String> what = Arbitraries.of("claim", "settle", "made", "failed", "lost", "giveWay", "time", "time");
        return Combinators.combine(
                        what,
                        Arbitraries.integers().between(0, 7),
                        Arbitraries.integers().between(0, 4000))
                .as(Event::new)
                .list()
                .ofMaxSize(60);
    }

    @Property(tries = 500)
    void noMemberIsGivenAwayTwiceNoClaimIsLostAndThereAreNeverTooMany(
            @ForAll("histories") List<Event> history, @ForAll("sizes") int ready) {
        Trial trial = new Trial(ready);
        history.forEach(trial::happens);
    }

    /** What was given to whom, kept beside the stock, to be compared with it. */
    private static final class Trial {
        private final int ready;
        private final Map<ClusterId, String> owners = new HashMap<>();
        private final Map<String, Member> given = new HashMap<>();
        private final Map<String, Instant> over = new HashMap<>();
        private Stock stock;
        private Instant now = START;
        private int made;

        Trial(int ready) {
            this.ready = ready;
            stock = Stock.empty(rules(ready));
        }

        void happens(Event event) {
            String claim = "claim-" + event.who();
            switch (event.what()) {
                case "time" -> now = now.plusSeconds(event.seconds());
                case "claim" -> claims(claim);
                case "settle" -> {
                    given.remove(claim);
                    over.put(claim, now);
                    stock = stock.settled(claim, now);
                }
                default -> stock = befall(stock, event.what(), now);
            }
            round();
            thereAreNotTooMany();
            everyClaimIsAsItWas();
        }

        private void claims(String claim) {
            Stock.Handing handing = stock.claim(claim, SMALL, now);
            stock = handing.stock();
            Member member = handing.member();
            if (member != null) {
                assertThat(owners.putIfAbsent(member.id(), claim)).isIn(null, claim);
                assertThat(given.putIfAbsent(claim, member)).isIn(null, member);
            }
        }

        private void round() {
            stock = stock.at(now);
            given.values().removeIf(m -> !m.since().plus(Stock.LONGEST_CLAIM).isAfter(now));
            over.values().removeIf(since -> !since.plus(Stock.REMEMBERED).isAfter(now));
            for (Member member : stock.superfluous(now)) {
                assertThat(member.stage()).isNotEqualTo(Stage.CLAIMED);
                stock = stock.without(member.id());
            }
            while (stock.mayMake(now)) {
                stock = stock.begun(id(made++), now);
            }
        }

        private void thereAreNotTooMany() {
            assertThat(stock.count(Stage.READY) + stock.count(Stage.MAKING)).isLessThanOrEqualTo(ready);
            assertThat(stock.count(Stage.MAKING)).isLessThanOrEqualTo(Stock.MAKING_AT_ONCE);
        }

        private void everyClaimIsAsItWas() {
            given.forEach((claim, member) -> assertThat(stock.of(claim)).contains(member));
            over.keySet()
                    .forEach(claim ->
                            assertThat(stock.claim(claim, SMALL, now).member()).isNull());
        }
    }

    private static Stock befall(Stock stock, String what, Instant now) {
        List<Member> making =
                stock.members().stream().filter(m -> m.is(Stage.MAKING)).toList();
        List<Member> ready =
                stock.members().stream().filter(m -> m.is(Stage.READY)).toList();
        return switch (what) {
            case "made" ->
                making.isEmpty() ? stock : stock.made(making.getFirst().id(), List.of(), now);
            case "failed" ->
                making.isEmpty() ? stock : stock.failed(making.getLast().id(), now);
            case "lost" ->
                ready.isEmpty() ? stock : stock.without(ready.getFirst().id());
            case "giveWay" ->
                stock.whoGivesWay()
                        .map(m -> stock.without(m.id()))
                        .orElse(stock)
                        .gaveWay(now);
            default -> stock;
        };
    }

    @Provide
    Arbitrary<Integer> sizes() {
        return Arbitraries.integers().between(0, 4);
    }
}
