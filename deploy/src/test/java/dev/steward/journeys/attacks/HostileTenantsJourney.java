package dev.steward.journeys.attacks;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.steward.journeys.LocalSteward;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Two tenants of whom one is hostile: every attempt is refused by what is to refuse it, and would work without. They share
 * their two clusters, so the attempts come one after the other.
 */
class HostileTenantsJourney {

    @RegisterExtension
    private final LocalSteward steward = LocalSteward.asItIs();

    @TestFactory
    Stream<DynamicNode> nothingThatATenantTriesGetsHimMoreThanHisOwn() {
        Tenants tenants = new Tenants(steward);
        return Stream.of(
                dynamicTest("two tenants come, one with settings that would hurt", tenants::arrive),
                dynamicContainer("with a binding", new WithABinding(tenants).tests()),
                dynamicContainer("against Steward's own sessions", new Traps(tenants).tests()),
                dynamicContainer("holding up an unbind", new HeldUnbinds(tenants).tests()),
                dynamicContainer("by sheer quantity", new Floods(tenants).tests()),
                dynamicContainer("as root on a machine", new InsideANode(tenants).tests()),
                dynamicContainer("through the broker", new ThroughTheBroker(tenants).tests()),
                dynamicTest("both leave, and nothing is left", tenants::leave));
    }
}
