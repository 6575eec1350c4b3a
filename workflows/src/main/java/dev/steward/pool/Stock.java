package dev.steward.pool;

import dev.steward.cluster.ClusterId;
import dev.steward.cluster.Node;
import dev.steward.machines.Holding;
import dev.steward.pool.Member.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a pool has, and what follows from it. A member belongs to at most one claim, and a claim gets at most one member:
 * asked again it gets the same, and once it is settled nothing any more, however late its question comes.
 *
 * @param rules what it goes by
 * @param members in the order in which they were begun
 * @param settled claims that are over, and since when
 * @param failures how many members in a row could not be made
 * @param refillAfter before this none is made; null: at once
 * @param hits how many claims were given a member
 * @param misses how many were not
 */
public record Stock(
        Rules rules,
        List<Member> members,
        Map<String, Instant> settled,
        int failures,
        @Nullable Instant refillAfter,
        long hits,
        long misses) {

    /** How many are made at once. */
    static final int MAKING_AT_ONCE = 2;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final int LONGEST_AFTER = 7; // failures

    /** How long there is no refill once a member was given up for somebody whom the pool had left no room. */
    static final Duration WAY_GIVEN = Duration.ofMinutes(10);

    /** Nobody asks so late for what was settled. */
    static final Duration REMEMBERED = Duration.ofHours(1);

    /** Whoever has not settled by then never will: from then on the member alone knows whose it is. */
    static final Duration LONGEST_CLAIM = Duration.ofDays(1);

    public Stock {
        members = List.copyOf(members);
        settled = Map.copyOf(settled);
    }

    /** A pool that has nothing yet. */
    public static Stock empty(Rules rules) {
        return new Stock(rules, List.of(), Map.of(), 0, null, 0, 0);
    }

    /** What came of a claim. A miss has no member. */
    public record Handing(Stock stock, @Nullable Member member) {}

    /**
     * Somebody asks for a member.
     *
     * @param claim his question's name: the same question has the same
     * @param wanted what it has to be
     */
    public Handing claim(String claim, Holding wanted, Instant now) {
        Optional<Member> already = of(claim);
        if (already.isPresent() || settled.containsKey(claim)) {
            return new Handing(this, already.orElse(null));
        }
        return oldest(wanted, now)
                .map(m -> m.claimed(claim, now))
                .map(m -> new Handing(replaced(m.id(), old -> m).counting(1, 0), m))
                .orElseGet(() -> new Handing(counting(0, 1), null));
    }

    /** The member that this claim was given. */
    public Optional<Member> of(String claim) {
        return members.stream().filter(m -> claim.equals(m.claim())).findFirst();
    }

    /** The oldest that will do, so that none grows old. */
    private Optional<Member> oldest(Holding wanted, Instant now) {
        return in(Stage.READY)
                .filter(m -> m.holding().equals(wanted) && !isTooOld(m, now))
                .min(Comparator.comparing(Member::since));
    }

    /** A claim is over: its member is used, or given back. */
    public Stock settled(String claim, Instant now) {
        Map<String, Instant> over = new HashMap<>(settled);
        over.put(claim, now);
        List<Member> others =
                members.stream().filter(m -> !claim.equals(m.claim())).toList();
        return new Stock(rules, others, over, failures, refillAfter, hits, misses);
    }

    /** By these rules from now on; whatever hindered a refill may be gone. */
    public Stock ruled(Rules now) {
        return now.equals(rules) ? this : new Stock(now, members, settled, 0, null, hits, misses);
    }

    /** Nobody wants it any more. */
    public Stock closed() {
        return ruled(rules.closed());
    }

    /** Another member is being made. */
    public Stock begun(ClusterId id, Instant now) {
        List<Member> more = Stream.concat(members.stream(), Stream.of(Member.begun(id, rules.holding(), now)))
                .toList();
        return new Stock(rules, more, settled, failures, refillAfter, hits, misses);
    }

    /** It could be made. Told again, or of one that is given away, it changes nothing. */
    public Stock made(ClusterId id, List<Node> nodes, Instant now) {
        Stock with = replaced(id, m -> m.is(Stage.MAKING) ? m.ready(nodes, now) : m);
        return with.equals(this) ? this : with.refilling(0, refillAfter);
    }

    /** It could not be made; the next is tried later. */
    public Stock failed(ClusterId id, Instant now) {
        if (!knows(id)) {
            return this;
        }
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures, LONGEST_AFTER));
        Duration bounded = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
        return without(id).refilling(failures + 1, later(now.plus(bounded)));
    }

    /** It is gone, or given up. */
    public Stock without(ClusterId id) {
        boolean wasHit = member(id).filter(m -> m.is(Stage.CLAIMED)).isPresent();
        List<Member> others = members.stream().filter(m -> !m.id().equals(id)).toList();
        return new Stock(rules, others, settled, failures, refillAfter, wasHit ? hits - 1 : hits, misses);
    }

    /** Who is given up for somebody who has found no room: the oldest that is ready. */
    public Optional<Member> whoGivesWay() {
        return in(Stage.READY).min(Comparator.comparing(Member::since));
    }

    /** Somebody needs the room more: no refill for a while. */
    public Stock gaveWay(Instant now) {
        return refilling(failures, later(now.plus(WAY_GIVEN)));
    }

    /** As it is at this time: what is over is forgotten. */
    public Stock at(Instant now) {
        Map<String, Instant> recent = new HashMap<>(settled);
        recent.values().removeIf(since -> !since.plus(REMEMBERED).isAfter(now));
        List<Member> known = members.stream()
                .filter(m ->
                        !m.is(Stage.CLAIMED) || m.since().plus(LONGEST_CLAIM).isAfter(now))
                .toList();
        return new Stock(rules, known, recent, failures, refillAfter, hits, misses);
    }

    /** Who is to be given up: too old, not as wanted now, too many, or not heard of for too long. */
    public List<Member> superfluous(Instant now) {
        List<Member> good = in(Stage.READY)
                .filter(m -> m.holding().equals(rules.holding()) && !isTooOld(m, now))
                .sorted(Comparator.comparing(Member::since).reversed())
                .limit(rules.ready())
                .toList();
        return members.stream()
                .filter(m -> m.is(Stage.READY) ? !good.contains(m) : isOverdue(m, now))
                .toList();
    }

    /** Whether another member is to be made now. */
    public boolean mayMake(Instant now) {
        long making = in(Stage.MAKING).count();
        return making < MAKING_AT_ONCE
                && making + in(Stage.READY).count() < rules.ready()
                && (refillAfter == null || !now.isBefore(refillAfter));
    }

    /** When time alone changes something. */
    public Optional<Instant> next(Instant now) {
        Stream<Instant> ages = members.stream().map(m -> switch (m.stage()) {
            case MAKING -> overdue(m);
            case READY -> m.since().plus(rules.maxAge());
            case CLAIMED -> m.since().plus(LONGEST_CLAIM);
        });
        Stream<Instant> over = settled.values().stream().map(since -> since.plus(REMEMBERED));
        return Stream.of(ages, over, Stream.ofNullable(refillAfter))
                .flatMap(times -> times)
                .filter(now::isBefore)
                .min(Comparator.naturalOrder());
    }

    public boolean knows(ClusterId id) {
        return member(id).isPresent();
    }

    /** The member of this id. */
    public Optional<Member> member(ClusterId id) {
        return members.stream().filter(m -> m.id().equals(id)).findFirst();
    }

    /** Whether there is nothing left to do, ever. */
    public boolean hasEnded() {
        return rules.ready() == 0 && members.isEmpty();
    }

    /** Whether it has as many ready as are wanted. */
    public boolean isFull() {
        return count(Stage.READY) >= rules.ready();
    }

    /** How many are at this stage. */
    public long count(Stage stage) {
        return in(stage).count();
    }

    private Stream<Member> in(Stage stage) {
        return members.stream().filter(m -> m.is(stage));
    }

    private boolean isTooOld(Member member, Instant now) {
        return !member.since().plus(rules.maxAge()).isAfter(now);
    }

    private boolean isOverdue(Member member, Instant now) {
        return member.is(Stage.MAKING) && !overdue(member).isAfter(now);
    }

    /** A member undoes what it made of itself when its time is up, which may take as long; then it tells. */
    private Instant overdue(Member member) {
        return member.since().plus(rules.patience().multipliedBy(3));
    }

    private Instant later(Instant proposed) {
        return refillAfter == null || proposed.isAfter(refillAfter) ? proposed : refillAfter;
    }

    private Stock replaced(ClusterId id, UnaryOperator<Member> change) {
        List<Member> now = members.stream()
                .map(m -> m.id().equals(id) ? change.apply(m) : m)
                .toList();
        return new Stock(rules, now, settled, failures, refillAfter, hits, misses);
    }

    private Stock refilling(int nowFailures, @Nullable Instant notBefore) {
        return new Stock(rules, members, settled, nowFailures, notBefore, hits, misses);
    }

    private Stock counting(int moreHits, int moreMisses) {
        return new Stock(rules, members, settled, failures, refillAfter, hits + moreHits, misses + moreMisses);
    }
}
