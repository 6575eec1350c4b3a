package dev.steward.programs;

import dev.steward.platform.BrokerError;
import io.grpc.StatusRuntimeException;
import java.util.List;

/** Runs the program that its first argument names. */
public final class Main {

    private static final String USAGE = """
            tour [INFRASTRUCTURE LABFOLDER]                          the main job, on real machines
            status                                                   the instances, and how each is
            instances [--json] [--plan P] [--infrastructure I] [--state S] [--organization O] [--space S] [--name N] [--request R]
            upgrade [--canary N] [--parallel M] [CONDITIONS as for instances]   to the edition of the catalog
            tunnel KEY.json [-i PRIVATEKEY] [--port PORT]            opens the tunnel of a service key
            switchover INSTANCE [NODE]                               another node leads, without a fault
            force-failover INSTANCE [--accept-loss]                  what may be lost by forcing it; forces it
            bench provision [--infrastructure NAME] [--plan NAME] [--n N] [--parallel P] [--json]   how long things take
            bench watch [--clusters N ...] [--seconds S] [--servers K] [--own-ssh] [--json]   what the watch costs
            bench failover [--runs N] [--no-peers] [--only TEXT] [--json]   how long writes stop when a leader is lost
            bench tunnel [--openings N] [--mebibytes M]              how long a tunnel takes to open, and what flows through it
            bench storm [--clusters N] [--json]                             the same, many clusters at once
            bench fleet [--instances N] [--seconds S] [--json]       what many instances cost, with machines in memory
            chaos [--episodes N] [--seed S] [--only NAME,…] [--mutant NAME] [--json]   what can go wrong, and what comes of it""";

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), new Surroundings(System.getenv())));
    }

    private static int run(List<String> arguments, Surroundings surroundings) {
        try {
            return switch (arguments.isEmpty() ? "" : arguments.getFirst()) {
                case "tour" -> TourProgram.run(arguments.subList(1, arguments.size()), surroundings);
                case "status" -> StatusProgram.run(surroundings);
                case "instances" -> InstancesProgram.run(arguments.subList(1, arguments.size()), surroundings);
                case "upgrade" -> UpgradeProgram.run(arguments.subList(1, arguments.size()), surroundings);
                case "tunnel" -> TunnelProgram.run(arguments.subList(1, arguments.size()));
                case "switchover" -> OrderProgram.switchOver(arguments.subList(1, arguments.size()), surroundings);
                case "force-failover" ->
                    OrderProgram.forceFailOver(arguments.subList(1, arguments.size()), surroundings);
                case "bench" -> BenchProgram.run(arguments.subList(1, arguments.size()), surroundings);
                case "chaos" -> ChaosProgram.run(arguments.subList(1, arguments.size()), surroundings);
                default -> refuse(USAGE);
            };
        } catch (Surroundings.Unusable | BrokerError e) {
            return refuse(String.valueOf(e.getMessage()));
        } catch (StatusRuntimeException e) {
            return refuse("Temporal does not answer as it should: " + e.getMessage());
        }
    }

    private static int refuse(String sentence) {
        System.err.println(sentence);
        return 2;
    }
}
