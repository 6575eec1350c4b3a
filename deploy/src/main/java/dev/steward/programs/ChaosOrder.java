package dev.steward.programs;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is asked of {@code chaos}.
 *
 * @param episodes how many; 0 for each there is, once
 * @param soak for how many minutes what must not lead to a take-over happens instead; 0 for not at all
 * @param seed of all chances
 * @param only the names of the episodes to draw from; empty for all
 * @param mutant by which rules are broken before each episode
 * @param limit how long a cluster may take to be whole again, before it is given up
 * @param json whether the last line is to be JSON
 */
record ChaosOrder(
        int episodes, int soak, long seed, List<String> only, Optional<String> mutant, Duration limit, boolean json) {

    private static final String USAGE =
            "chaos [--episodes N | --soak MINUTES] [--seed S] [--only EPISODE,EPISODE…] [--mutant NAME] [--limit SECONDS]"
                    + " [--json]";

    static ChaosOrder parse(List<String> arguments) {
        ChaosOrder order = new ChaosOrder(
                0, 0, System.nanoTime() & 0xffffff, List.of(), Optional.empty(), Duration.ofMinutes(5), false);
        for (int i = 0; i < arguments.size(); i++) {
            String name = arguments.get(i);
            if (name.equals("--json")) {
                order = new ChaosOrder(
                        order.episodes, order.soak, order.seed, order.only, order.mutant, order.limit, true);
                continue;
            }
            if (++i == arguments.size()) {
                throw new Surroundings.Unusable(name + " needs a value: " + USAGE);
            }
            order = order.with(name, arguments.get(i));
        }
        return order;
    }

    private ChaosOrder with(String name, String value) {
        return switch (name) {
            case "--episodes" -> new ChaosOrder((int) number(name, value), soak, seed, only, mutant, limit, json);
            case "--soak" -> new ChaosOrder(episodes, (int) number(name, value), seed, only, mutant, limit, json);
            case "--seed" -> new ChaosOrder(episodes, soak, number(name, value), only, mutant, limit, json);
            case "--only" -> new ChaosOrder(episodes, soak, seed, List.of(value.split(",")), mutant, limit, json);
            case "--mutant" -> new ChaosOrder(episodes, soak, seed, only, Optional.of(value), limit, json);
            case "--limit" ->
                new ChaosOrder(episodes, soak, seed, only, mutant, Duration.ofSeconds(number(name, value)), json);
            default -> throw new Surroundings.Unusable(USAGE);
        };
    }

    private static long number(String name, String value) {
        if (!value.matches("\\d{1,9}")) {
            throw new Surroundings.Unusable(name + " is a number, not " + value);
        }
        return Long.parseLong(value);
    }
}
