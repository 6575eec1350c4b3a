package dev.steward.programs;

import dev.steward.instances.Instances;
import dev.steward.lab.Ec2Inventory;
import dev.steward.lab.Lab;
import dev.steward.lab.OpenstackInventory;
import dev.steward.tour.Checkout;
import dev.steward.tour.Guide;
import dev.steward.tour.Measures;
import dev.steward.tour.Story;
import dev.steward.tour.Tour;
import dev.steward.tour.Unmet;
import java.io.Console;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code tour}: its last line is JSON, and whatever it ordered is given back however it ends. */
final class TourProgram {

    static final String DOCKER = "docker";

    private final Story story = new Story(System.out, isTerminal());
    private final Checkout checkout = new Checkout();
    private final Surroundings surroundings;

    private TourProgram(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    static int run(List<String> arguments, Surroundings surroundings) {
        String infrastructure = arguments.isEmpty() ? DOCKER : arguments.getFirst();
        Path folder = Path.of(arguments.size() < 2 ? "" : arguments.get(1));
        return new TourProgram(surroundings).run(infrastructure, folder);
    }

    private static boolean isTerminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()
                && System.getenv("NO_COLOR") == null;
    }

    private int run(String infrastructure, Path labFolder) {
        Runtime.getRuntime().addShutdownHook(new Thread(this::interrupted));
        try (Instances instances = surroundings.instances()) {
            String installation = surroundings.installation();
            Guide guide = new Guide(
                    surroundings.platform(),
                    lab(infrastructure, installation, labFolder),
                    instances,
                    story,
                    checkout,
                    surroundings.disks(),
                    surroundings.temporalUi());
            story.end(
                    new Tour(guide, installation, plansOf(infrastructure)).run().ok());
            return 0;
        } catch (Surroundings.Unusable e) {
            throw e;
        } catch (RuntimeException e) {
            failed(e);
            return 1;
        }
    }

    /** Where its machines are to be found and broken. */
    private static Lab lab(String infrastructure, String installation, Path folder) {
        return switch (infrastructure) {
            case DOCKER -> new Lab(installation);
            case "openstack" -> new Lab(installation, new OpenstackInventory(installation, folder));
            case "ec2" -> new Lab(installation, new Ec2Inventory(installation, folder));
            default -> throw new Surroundings.Unusable("there is no lab for " + infrastructure);
        };
    }

    /** What the names of its plans end with. */
    static String plansOf(String infrastructure) {
        return infrastructure.equals(DOCKER) ? "" : "-" + infrastructure;
    }

    private void failed(RuntimeException e) {
        String reason = e.getMessage() == null ? e.toString() : e.getMessage();
        story.bad(story.chapter() + ": " + reason);
        if (e instanceof Unmet unmet) {
            story.say("look at " + unmet.whereToLook());
        }
        cleanUp();
        story.end(Measures.failed(story.chapter(), reason));
    }

    /** Ctrl-C: the JVM waits for this. After a tour that has ended there is nothing to do. */
    private void interrupted() {
        if (!checkout.isEmpty()) {
            story.takeOver();
            story.bad("interrupted");
            cleanUp();
            story.end(Measures.failed(story.chapter(), "interrupted"));
        }
    }

    private void cleanUp() {
        if (!checkout.isEmpty()) {
            story.say("giving back what was ordered");
        }
        checkout.everybody().forEach(story::bad);
    }
}
