package dev.steward.programs;

import dev.steward.instances.Found;
import dev.steward.instances.Instances;
import dev.steward.upgrade.BrokerWorkshop;
import dev.steward.upgrade.Outcome;
import dev.steward.upgrade.Pace;
import dev.steward.upgrade.Upgrade;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** {@code upgrade}: has the instances of which something is so made of the edition that the catalog offers. */
record UpgradeProgram(Pace pace, List<String> conditions) {

    /** Of one instance; longer than every plan's update may take. */
    private static final Duration LIMIT = Duration.ofHours(1);

    private static final int NOT_DONE = 1;

    /**
     * Upgrades them.
     *
     * @param arguments {@code --canary N}, {@code --parallel M}, and what {@code instances} takes
     * @return 0 when none has failed and none was left out for another's failure
     */
    static int run(List<String> arguments, Surroundings surroundings) {
        UpgradeProgram order = parse(arguments);
        try (Instances instances = surroundings.instances()) {
            List<Found> found = instances.found(InstancesProgram.search(order.conditions));
            System.out.println(found.size() + " instances are looked at");
            Map<Found, Outcome> outcomes = Upgrade.of(
                    found,
                    order.pace,
                    new BrokerWorkshop(surroundings.platform(), LIMIT),
                    (instance, outcome) -> System.out.println(line(instance) + ": " + outcome.sentence()));
            return told(outcomes.values());
        }
    }

    private static int told(Collection<Outcome> outcomes) {
        Map<String, Long> counts = outcomes.stream()
                .collect(Collectors.groupingBy(UpgradeProgram::word, TreeMap::new, Collectors.counting()));
        System.out.println(counts.entrySet().stream()
                .map(c -> c.getValue() + " " + c.getKey())
                .collect(Collectors.joining(", ")));
        return counts.containsKey("failed") || counts.containsKey("not begun") ? NOT_DONE : 0;
    }

    private static String word(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Upgraded upgraded -> "upgraded";
            case Outcome.Current current -> "current already";
            case Outcome.Skipped skipped -> "skipped";
            case Outcome.Failed failed -> "failed";
            case Outcome.NotBegun notBegun -> "not begun";
        };
    }

    private static String line(Found instance) {
        return InstancesProgram.printable(instance.id())
                + (instance.name().isEmpty() ? "" : " (" + InstancesProgram.printable(instance.name()) + ")");
    }

    static UpgradeProgram parse(List<String> arguments) {
        int canary = Pace.GENTLE.canary();
        int parallel = Pace.GENTLE.parallel();
        List<String> conditions = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i += 2) {
            List<String> pair = arguments.subList(i, Math.min(i + 2, arguments.size()));
            switch (pair.getFirst()) {
                case "--canary" -> canary = number(pair);
                case "--parallel" -> parallel = number(pair);
                default -> conditions.addAll(pair);
            }
        }
        InstancesProgram.search(conditions);
        try {
            return new UpgradeProgram(new Pace(canary, parallel), List.copyOf(conditions));
        } catch (IllegalArgumentException e) {
            throw new Surroundings.Unusable(String.valueOf(e.getMessage()));
        }
    }

    private static int number(List<String> pair) {
        if (pair.size() < 2 || !pair.getLast().matches("\\d{1,6}")) {
            throw new Surroundings.Unusable(pair.getFirst() + " takes a number");
        }
        return Integer.parseInt(pair.getLast());
    }
}
