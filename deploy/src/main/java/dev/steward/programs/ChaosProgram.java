package dev.steward.programs;

import dev.steward.chaos.Catalogue;
import dev.steward.chaos.Chaos;
import dev.steward.chaos.Deck;
import dev.steward.chaos.Mutant;
import dev.steward.instances.Instances;
import dev.steward.lab.Daemon;
import dev.steward.lab.Lab;
import dev.steward.platform.BrokerError;
import dev.steward.tour.Checkout;
import dev.steward.tour.Guide;
import dev.steward.tour.Story;
import dev.steward.tour.Unmet;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code chaos}: episodes on a real cluster; ends with 1 when a promise was broken or a cluster did not come back. */
final class ChaosProgram {

    private final ChaosOrder order;
    private final Surroundings surroundings;
    private final Checkout checkout = new Checkout();
    private final Story story = new Story(System.err, false);

    private ChaosProgram(ChaosOrder order, Surroundings surroundings) {
        this.order = order;
        this.surroundings = surroundings;
    }

    static int run(List<String> arguments, Surroundings surroundings) {
        return new ChaosProgram(ChaosOrder.parse(arguments), surroundings).run();
    }

    private int run() {
        Deck deck = deck();
        int episodes = order.episodes() == 0 ? deck.size() : order.episodes();
        if (order.soak() == 0) {
            story.say(episodes + " episodes of seed " + order.seed() + ": --seed " + order.seed() + " repeats them");
        }
        Map<String, Daemon> daemons = daemons();
        try (Instances instances = surroundings.instances()) {
            Chaos chaos = new Chaos(guide(instances), daemons, evidence(), order.limit());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> interrupted(chaos, daemons)));
            order.mutant().map(ChaosProgram::mutant).ifPresent(chaos::breakBy);
            boolean ended = played(chaos, deck, episodes);
            report(chaos);
            return ended && chaos.chronicle().isFine() ? 0 : 1;
        }
    }

    /** False when it could not go on. */
    private boolean played(Chaos chaos, Deck deck, int episodes) {
        try (chaos) {
            if (order.soak() > 0) {
                chaos.play(Catalogue.soak(order.soak()));
                return true;
            }
            for (int i = 0; i < episodes; i++) {
                chaos.play(deck.draw());
            }
            return true;
        } catch (Unmet | BrokerError e) {
            story.bad("the run ends here: " + e.getMessage());
            return false;
        }
    }

    private static Mutant mutant(String name) {
        return Stream.of(Mutant.values())
                .filter(m -> m.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new Surroundings.Unusable("there is no mutant " + name + " among " + List.of(Mutant.values())));
    }

    /** Ctrl-C: the JVM waits for this. After a run that has ended there is nothing to do. */
    private void interrupted(Chaos chaos, Map<String, Daemon> daemons) {
        if (!checkout.isEmpty()) {
            System.out.println(chaos.chronicle().table());
            story.bad("interrupted");
            daemons.values().stream().filter(d -> !d.isRunning()).forEach(Daemon::start);
            checkout.everybody().forEach(story::bad);
        }
    }

    private Deck deck() {
        try {
            return new Deck(order.seed(), order.only());
        } catch (IllegalArgumentException e) {
            throw new Surroundings.Unusable(String.valueOf(e.getMessage()));
        }
    }

    private void report(Chaos chaos) {
        System.out.println(chaos.chronicle().table());
        System.out.println("seed " + order.seed());
        if (order.json()) {
            System.out.println(chaos.chronicle().json());
        }
    }

    private Guide guide(Instances instances) {
        return new Guide(
                surroundings.platform(),
                new Lab(surroundings.installation()),
                instances,
                story,
                checkout,
                surroundings.disks(),
                surroundings.temporalUi());
    }

    private Map<String, Daemon> daemons() {
        return Map.of("worker", surroundings.workerProcess(), "temporal", surroundings.temporalProcess());
    }

    private Path evidence() {
        String now = LocalDateTime.now().format(DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss"));
        return surroundings.evidence().resolve(now + "-" + order.seed());
    }
}
