package dev.steward.programs;

import dev.steward.cluster.NodeName;
import dev.steward.instances.Instances;
import dev.steward.instances.Loss;
import dev.steward.lifecycle.Refusal;
import io.temporal.client.WorkflowNotFoundException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code switchover} and {@code force-failover}: what a person can have done to an instance. */
final class OrderProgram {

    static final String ACCEPT = "--accept-loss";
    private static final int NOT_DONE = 1;

    private OrderProgram() {}

    /**
     * Has another node lead.
     *
     * @param arguments the instance, and the node if it is to be a certain one
     */
    static int switchOver(List<String> arguments, Surroundings surroundings) {
        if (arguments.isEmpty() || arguments.size() > 2) {
            throw new Surroundings.Unusable("usage: switchover INSTANCE [NODE]");
        }
        @Nullable NodeName to = arguments.size() == 2 ? node(arguments.get(1)) : null;
        return order(arguments.getFirst(), surroundings, instances -> instances.switchOver(arguments.getFirst(), to));
    }

    /**
     * Explains what may be lost by a forced take-over, or has it done.
     *
     * @param arguments the instance, and {@link #ACCEPT} when the loss is accepted
     */
    static int forceFailOver(List<String> arguments, Surroundings surroundings) {
        boolean accepted = arguments.contains(ACCEPT);
        if (arguments.size() != (accepted ? 2 : 1) || arguments.getFirst().equals(ACCEPT)) {
            throw new Surroundings.Unusable("usage: force-failover INSTANCE [" + ACCEPT + "]");
        }
        String instance = arguments.getFirst();
        return accepted
                ? order(instance, surroundings, instances -> instances.forceTakeOver(instance))
                : order(instance, surroundings, instances -> Loss.explained(instance, instances.report(instance)));
    }

    private static NodeName node(String name) {
        try {
            return new NodeName(name);
        } catch (IllegalArgumentException e) {
            throw new Surroundings.Unusable(String.valueOf(e.getMessage()));
        }
    }

    private static int order(String instance, Surroundings surroundings, Function<Instances, String> given) {
        try (Instances instances = surroundings.instances()) {
            System.out.println(given.apply(instances));
            return 0;
        } catch (WorkflowNotFoundException e) {
            System.err.println("There is no instance " + instance + ".");
            return NOT_DONE;
        } catch (RuntimeException e) {
            System.err.println(Refusal.in(e).orElseThrow(() -> e).sentence());
            return NOT_DONE;
        }
    }
}
