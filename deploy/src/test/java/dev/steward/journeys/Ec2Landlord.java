package dev.steward.journeys;

import dev.steward.machines.Machines;
import dev.steward.machines.Terms;
import dev.steward.machines.ec2.Ec2Machines;
import dev.steward.machines.ec2.Ec2Settings;
import dev.steward.machines.kit.Accident;
import dev.steward.machines.kit.Fault;
import dev.steward.machines.kit.Landlord;
import dev.steward.machines.kit.Rented;
import dev.steward.remote.Ssh;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The EC2 lab as an infrastructure under test. */
final class Ec2Landlord implements Landlord {

    private static final List<String> MAKING = List.of(
            "CreateSecurityGroup", "CreatePlacementGroup", "CreateNetworkInterface", "CreateVolume", "RunInstances");
    private static final int UNTIL_RELIEF = 100_000;

    private final KitFolder folder = new KitFolder();
    private final Ssh ssh = folder.ssh();
    private final Ec2Lab lab;
    private final Machines machines;

    Ec2Landlord(Ec2Lab lab) {
        this.lab = lab;
        machines = Ec2Machines.rental(settings("kit"));
    }

    /** What an operator would write. */
    Ec2Settings settings(String installation) {
        return new Ec2Settings(
                new Terms(installation, List.of(lab.fact("GATEWAY") + "/32"), clients(), folder.authorisedKey()),
                Optional.of(URI.create(lab.fact("ENDPOINT"))),
                Optional.of(lab.folder().resolve("credentials")),
                lab.fact("REGION"),
                lab.fact("IMAGE_ID"),
                List.of(lab.fact("SUBNET_ID")),
                List.of("t3.micro", "t3.small"));
    }

    @Override
    public Machines machines() {
        return machines;
    }

    @Override
    public Machines seenByAnother() {
        return Ec2Machines.rental(settings("other"));
    }

    @Override
    public List<String> clients() {
        return List.of(lab.fact("SUBNET"));
    }

    @Override
    public Ssh ssh() {
        return ssh;
    }

    @Override
    public Optional<String> spared(Fault fault) {
        return Optional.empty();
    }

    @Override
    public Relief strike(Fault fault) {
        switch (fault) {
            case NO_CAPACITY -> lab.fault(error("RunInstances", "InsufficientInstanceCapacity", UNTIL_RELIEF));
            case QUOTA -> lab.fault(error("RunInstances", "VcpuLimitExceeded", UNTIL_RELIEF));
            case THROTTLED -> lab.fault(error("*", "RequestLimitExceeded", 2));
            case CREDENTIALS_EXPIRED -> lab.fault(error("*", "AuthFailure", UNTIL_RELIEF));
            case HANGS -> lab.fault("{\"action\": \"*\", \"hang\": 60, \"times\": %d}".formatted(UNTIL_RELIEF));
            case BROKEN -> lab.fault(error("*", "InternalError", UNTIL_RELIEF));
            case ANSWER_LOST ->
                lab.fault(MAKING.stream().map(Ec2Landlord::lost).collect(Collectors.joining(",", "[", "]")));
            case LATE ->
                lab.fault("{\"action\": \"RunInstances\", \"hang\": 38, \"times\": %d}".formatted(UNTIL_RELIEF));
            case IMAGE_MISSING -> lab.fault(error("RunInstances", "InvalidAMIID.NotFound", UNTIL_RELIEF));
        }
        return lab::noMoreFaults;
    }

    private static String error(String action, String code, int times) {
        return "{\"action\": \"%s\", \"code\": \"%s\", \"times\": %d}".formatted(action, code, times);
    }

    /** It is done, and said to have failed; what is tried next finds that it was done. */
    private static String lost(String action) {
        return "{\"action\": \"%s\", \"code\": \"InternalError\", \"after\": true}".formatted(action);
    }

    @Override
    public void strike(Accident accident, Rented machine) {
        String verb = switch (accident) {
            case DIES -> "kill";
            case FREEZES -> "freeze";
        };
        lab.machine(machine.machine().id(), verb);
    }

    @Override
    public void close() {
        ssh.close();
        folder.delete();
    }
}
