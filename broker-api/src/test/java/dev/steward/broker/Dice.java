package dev.steward.broker;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Makes up sequences of requests: the same seed, the same sequence. */
final class Dice {

    private static final int LONGEST = 16;

    private final Random random;

    Dice(long seed) {
        random = new Random(seed);
    }

    List<Turn> turns() {
        return IntStream.rangeClosed(0, random.nextInt(LONGEST))
                .mapToObj(_ -> turn())
                .toList();
    }

    private Turn turn() {
        return switch (random.nextInt(10)) {
            case 0, 1, 2, 3, 4 -> Turn.of(move());
            case 5, 6 -> Turn.of(move(), move());
            default -> Turn.settling(random.nextInt(5) == 0);
        };
    }

    private Move move() {
        return switch (random.nextInt(16)) {
            case 0, 1, 2, 3 -> Move.provision(one("64", "128", "64"));
            case 4, 5 -> Move.deprovision();
            case 6, 7 -> Move.fetch();
            case 8 -> Move.lastOperation();
            case 9, 10 -> bad();
            case 11 -> one(Move.updateContext(), Move.updateParameters());
            default -> aboutABinding();
        };
    }

    private Move bad() {
        return one(
                Move.provisionImpatiently(),
                Move.provisionOutdated(),
                Move.provisionBadly("{"),
                Move.provisionBadly("{" + Paths.CHOICE + ",\"parameters\":{\"settings\":{\"fsync\":false}}}"),
                Move.deprovisionBadly(),
                Move.deprovisionImpatiently(),
                Move.unbindBadly("a"));
    }

    private Move aboutABinding() {
        String id = one("a", "b/ ?");
        return switch (random.nextInt(7)) {
            case 0, 1, 2 -> Move.bind(id, one("read-write", "read-only"));
            case 3 -> Move.rotate(id, one("a", "b/ ?"));
            case 4 -> Move.fetchBinding(id);
            default -> Move.unbind(id);
        };
    }

    @SafeVarargs
    private <T> T one(T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
