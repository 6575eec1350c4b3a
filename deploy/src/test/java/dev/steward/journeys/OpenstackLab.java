package dev.steward.journeys;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The OpenStack lab of {@code deploy/labs/openstack}; one that runs already is used, and left. */
final class OpenstackLab implements AutoCloseable {

    private static final String SCRIPT =
            Path.of("labs/openstack/lab").toAbsolutePath().toString();

    private final Path folder =
            Path.of(System.getenv().getOrDefault("STEWARD_OPENSTACK_LAB", "/var/tmp/steward-openstack-lab"));
    private final boolean ranBefore = runs();

    /** Starts it, with the product's own machine image. */
    OpenstackLab() {
        tell("up", Settings.needed("STEWARD_DOCKER_IMAGE"));
    }

    /** Where it keeps what it has. */
    Path folder() {
        return folder;
    }

    /** {@code fail}, {@code hang}, {@code well}: see the script. */
    void tell(String verb, String... arguments) {
        List<String> command = new ArrayList<>(List.of(SCRIPT, verb, folder.toString()));
        command.addAll(List.of(arguments));
        Shell.run(command);
    }

    private boolean runs() {
        try {
            tell("running");
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    @Override
    public void close() {
        if (!ranBefore) {
            tell("down");
        }
    }
}
