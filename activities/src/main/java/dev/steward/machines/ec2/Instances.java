package dev.steward.machines.ec2;

import dev.steward.cloudinit.UserData;
import dev.steward.machines.Label;
import dev.steward.machines.Leftover;
import dev.steward.machines.MachineOrder;
import dev.steward.machines.MachineSize;
import dev.steward.machines.MachineStatus;
import dev.steward.trouble.Trouble;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.HttpTokensState;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.InstanceStatus;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.ShutdownBehavior;
import software.amazon.awssdk.services.ec2.model.SummaryStatus;

/** Machines are instances. One that is stopped is certain not to run: EC2 tells so only when its host has let it go. */
final class Instances {

    private static final Set<InstanceStateName> GOING =
            Set.of(InstanceStateName.SHUTTING_DOWN, InstanceStateName.TERMINATED);

    private final Ec2Settings settings;
    private final Ec2 ec2;
    private final Tags tags;

    Instances(Ec2Settings settings, Ec2 ec2) {
        this.settings = settings;
        this.ec2 = ec2;
        tags = new Tags(settings.installation());
    }

    /**
     * Has it made, and waits until it runs.
     *
     * @return its id
     */
    String start(MachineOrder order, Optional<String> spread) {
        String name = tags.name(order.label());
        UserData birth = new UserData(
                order.label().node(),
                order.hostKey(),
                settings.authorisedKey(),
                Volumes.path(order.disk().id()));
        String fingerprint = Tokens.digest(name + birth.text() + order.address().id());
        for (Instance other : find(tags.of(order.label())).toList()) {
            boolean same = Tags.value(other.tags(), Tags.ORDER)
                    .filter(fingerprint::equals)
                    .isPresent();
            if (!same || GOING.contains(state(other))) {
                terminate(other.instanceId()); // born with another key: nobody would recognise it
            } else if (state(other) == InstanceStateName.STOPPED) {
                start(other.instanceId());
            }
        }
        String id = find(tags.of(order.label()))
                .map(Instance::instanceId)
                .findFirst()
                .orElseGet(() ->
                        Tokens.once(fingerprint, token -> run(order, birth, fingerprint, spread, token), this::exists));
        awaitRunning(id, name);
        return id;
    }

    private String run(MachineOrder order, UserData birth, String fingerprint, Optional<String> spread, String token) {
        RunInstancesRequest.Builder request = RunInstancesRequest.builder()
                .imageId(settings.image())
                .instanceType(type(order.size()))
                .minCount(1)
                .maxCount(1)
                .clientToken(token)
                .userData(birth.base64())
                .networkInterfaces(
                        i -> i.deviceIndex(0).networkInterfaceId(order.address().id()))
                .metadataOptions(m -> m.httpTokens(HttpTokensState.REQUIRED).httpPutResponseHopLimit(1))
                .instanceInitiatedShutdownBehavior(ShutdownBehavior.STOP)
                .tagSpecifications(tags.on(ResourceType.INSTANCE, order.label(), Tags.tag(Tags.ORDER, fingerprint)));
        spread.ifPresent(group -> request.placement(p -> p.groupName(group)));
        return ec2.ask(
                "start machine " + tags.name(order.label()),
                c -> c.runInstances(request.build()).instances().getFirst().instanceId());
    }

    /** The first that is large enough, in the order in which they are configured. */
    private String type(MachineSize size) {
        List<InstanceTypeInfo> fitting = ec2
                .ask(
                        "look up instance types",
                        c -> c.describeInstanceTypes(r -> r.instanceTypesWithStrings(settings.types())))
                .instanceTypes()
                .stream()
                .filter(t -> t.vCpuInfo().defaultVCpus() >= size.cpus()
                        && t.memoryInfo().sizeInMiB() >= size.memoryMib())
                .sorted(Comparator.comparing(t -> settings.types().indexOf(t.instanceTypeAsString())))
                .toList();
        if (fitting.isEmpty()) {
            throw Trouble.misconfigured(
                            "The infrastructure has no machine that is large enough; its operator has to provide it.",
                            "none of " + settings.types() + " has " + size)
                    .failure();
        }
        return fitting.getFirst().instanceTypeAsString();
    }

    private boolean exists(String id) {
        return Ec2.await("machine " + id, Ec2.SETTLING, () -> byId(id))
                .filter(i -> !GOING.contains(state(i)))
                .isPresent();
    }

    private void awaitRunning(String id, String name) {
        Instance instance = Ec2.await(
                "machine " + id + " runs",
                () -> byId(id).filter(i -> state(i) == InstanceStateName.RUNNING || GOING.contains(state(i))));
        if (state(instance) != InstanceStateName.RUNNING) {
            String why = String.valueOf(instance.stateReason());
            throw (why.contains("Insufficient") || why.contains("LimitExceeded")
                            ? Trouble.noCapacity(
                                    "The infrastructure has no room for a machine.", name + " ended: " + why)
                            : Trouble.unavailable("A machine ended before it ran.", name + " ended: " + why))
                    .failure();
        }
    }

    private void start(String id) {
        ec2.ask("start " + id, c -> c.startInstances(r -> r.instanceIds(id)));
    }

    void powerOff(Label label) {
        find(tags.of(label)).forEach(i -> {
            String id = i.instanceId();
            if (state(i) == InstanceStateName.PENDING) {
                Ec2.await(
                        id + " leaves pending", () -> byId(id).filter(now -> state(now) != InstanceStateName.PENDING));
            }
            if (!GOING.contains(state(i)) && state(i) != InstanceStateName.STOPPED) {
                ec2.ask(
                        "stop " + id,
                        c -> c.stopInstances(r -> r.instanceIds(id).force(true).skipOsShutdown(true)));
            }
            awaitState(id, InstanceStateName.STOPPED);
        });
    }

    private void awaitState(String id, InstanceStateName wanted) {
        Ec2.await(
                id + " is " + wanted,
                () -> byId(id).map(this::state)
                        .or(() -> Optional.of(InstanceStateName.TERMINATED)) // forgotten
                        .filter(now -> now == wanted || now == InstanceStateName.TERMINATED));
    }

    void reboot(Label label) {
        powerOff(label);
        start(find(tags.of(label))
                .map(Instance::instanceId)
                .findFirst()
                .orElseThrow(() -> Trouble.unavailable("A machine is missing.", "there is no " + tags.name(label))
                        .failure()));
    }

    void destroy(Label label) {
        find(tags.of(label)).map(Instance::instanceId).forEach(this::terminate);
    }

    /** Returns when its address is free. */
    void terminate(String id) {
        ec2.answer(
                "terminate " + id,
                c -> c.terminateInstances(r -> r.instanceIds(id).force(true).skipOsShutdown(true)));
        awaitState(id, InstanceStateName.TERMINATED);
    }

    /** Whether one of these may be running. */
    boolean anyRuns(List<String> ids) {
        return ids.stream()
                .flatMap(id -> byId(id).stream())
                .anyMatch(i -> !GOING.contains(state(i)) && state(i) != InstanceStateName.STOPPED);
    }

    MachineStatus status(Label label) {
        return find(tags.of(label))
                .filter(i -> !GOING.contains(state(i)))
                .findFirst()
                .map(i -> switch (state(i)) {
                    case RUNNING -> impaired(i.instanceId()) ? MachineStatus.FROZEN : MachineStatus.RUNNING;
                    case PENDING -> MachineStatus.RUNNING;
                    default -> MachineStatus.STOPPED;
                })
                .orElse(MachineStatus.ABSENT);
    }

    private boolean impaired(String id) {
        List<InstanceStatus> told = ec2.ask(
                "look how " + id + " is",
                c -> c.describeInstanceStatus(r -> r.instanceIds(id)).instanceStatuses());
        return told.stream()
                .flatMap(s ->
                        Stream.of(s.instanceStatus().status(), s.systemStatus().status()))
                .anyMatch(SummaryStatus.IMPAIRED::equals);
    }

    Stream<Leftover> leftovers() {
        return find(tags.ours()).map(i -> tags.leftover("machine", i.instanceId(), i.tags()));
    }

    private InstanceStateName state(Instance instance) {
        return instance.state().name();
    }

    private Optional<Instance> byId(String id) {
        return ec2.answer("look up machine " + id, c -> c.describeInstances(r -> r.instanceIds(id)))
                .flatMap(a -> a.reservations().stream()
                        .flatMap(r -> r.instances().stream())
                        .findFirst());
    }

    /** All that are not terminated. */
    private Stream<Instance> find(Filter... filters) {
        return ec2
                .list(
                        "look up machines",
                        c -> c.describeInstancesPaginator(r -> r.filters(filters))
                                .reservations())
                .stream()
                .flatMap(r -> r.instances().stream())
                .filter(i -> state(i) != InstanceStateName.TERMINATED);
    }
}
