package dev.steward.machines.ec2;

import dev.steward.cloudinit.UserData;
import dev.steward.machines.Label;
import dev.steward.machines.Leftover;
import dev.steward.machines.Machine;
import dev.steward.machines.MachineOrder;
import dev.steward.machines.MachineSize;
import dev.steward.machines.MachineStatus;
import dev.steward.machines.Mishap;
import dev.steward.machines.Owner;
import dev.steward.machines.Rental;
import dev.steward.machines.Sha256;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.HttpTokensState;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.ShutdownBehavior;
import software.amazon.awssdk.services.ec2.model.SummaryStatus;

/** Machines are instances. One that is stopped is certain not to run: EC2 tells so only when its host has let it go. */
record Instances(Ec2Settings settings, Ec2 ec2, Tags tags, SecurityGroups groups, Volumes volumes)
        implements Rental.MachineRental {

    private static final Set<InstanceStateName> GOING =
            Set.of(InstanceStateName.SHUTTING_DOWN, InstanceStateName.TERMINATED);

    @Override
    public Machine start(MachineOrder order) {
        Label label = order.label();
        UserData birth = UserData.of(
                order, settings.authorisedKey(), Volumes.path(order.disk().id()));
        String fingerprint = Sha256.of(
                tags.names().of(label) + birth.text() + order.address().id());
        find(tags.of(label)).forEach(known -> settle(known, fingerprint));
        String id = find(tags.of(label))
                .findFirst()
                .orElseGet(() -> Tokens.once(fingerprint, token -> run(order, birth, fingerprint, token), this::made))
                .instanceId();
        awaitRunning(id);
        volumes.attach(order.disk().id(), id);
        return new Machine(label, id);
    }

    /** One that is going, or was born with another key, so that nobody would recognise it, makes room. */
    private void settle(Instance known, String fingerprint) {
        boolean same = fingerprint.equals(Tags.read(known.tags()).get(Tags.ORDER));
        if (!same || GOING.contains(state(known))) {
            terminate(known.instanceId());
        } else if (state(known) == InstanceStateName.STOPPED) {
            switchOn(known.instanceId());
        }
    }

    private String run(MachineOrder order, UserData birth, String fingerprint, String token) {
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
                .tagSpecifications(tags.on(ResourceType.INSTANCE, order.label(), fingerprint));
        groups.spread(order.label().owner()).ifPresent(group -> request.placement(p -> p.groupName(group)));
        return ec2.ask(
                "start machine " + tags.names().of(order.label()),
                c -> c.runInstances(request.build()).instances().getFirst().instanceId());
    }

    /** The first that is large enough, in the order in which they are configured. */
    private String type(MachineSize size) {
        return types(ec2, settings)
                .filter(t -> t.vCpuInfo().defaultVCpus() >= size.cpus()
                        && t.memoryInfo().sizeInMiB() >= size.memoryMib())
                .map(InstanceTypeInfo::instanceTypeAsString)
                .min(Comparator.comparing(settings.types()::indexOf))
                .orElseThrow(() -> Mishap.lacking("none of " + settings.types() + " has " + size)
                        .failure());
    }

    /** Those that are configured, as far as there are such. */
    static Stream<InstanceTypeInfo> types(Ec2 ec2, Ec2Settings settings) {
        return ec2.list(
                "look up instance types",
                c -> c.describeInstanceTypesPaginator(r -> r.instanceTypesWithStrings(settings.types()))
                        .instanceTypes());
    }

    private Optional<Instance> made(String id) {
        return Ec2.SETTLING.seek(() -> byId(ec2, id)).filter(i -> !GOING.contains(state(i)));
    }

    private void awaitRunning(String id) {
        Instance instance = Ec2.CHANGE.await(
                "machine " + id + " runs",
                () -> byId(ec2, id).filter(i -> state(i) == InstanceStateName.RUNNING || GOING.contains(state(i))));
        if (GOING.contains(state(instance))) {
            throw Errors.trouble(id + " ended before it ran", instance.stateReason())
                    .failure();
        }
    }

    private void switchOn(String id) {
        ec2.ask("start " + id, c -> c.startInstances(r -> r.instanceIds(id)));
    }

    @Override
    public void powerOff(Label label) {
        ids(tags.of(label)).forEach(id -> {
            Ec2.CHANGE.until(id + " leaves pending", () -> state(id) != InstanceStateName.PENDING);
            if (!GOING.contains(state(id))) {
                ec2.ask(
                        "stop " + id,
                        c -> c.stopInstances(r -> r.instanceIds(id).force(true).skipOsShutdown(true)));
            }
            await(id, InstanceStateName.STOPPED);
        });
    }

    private void await(String id, InstanceStateName wanted) {
        Ec2.CHANGE.until(
                id + " is " + wanted,
                () -> List.of(wanted, InstanceStateName.TERMINATED).contains(state(id)));
    }

    @Override
    public void reboot(Label label) {
        powerOff(label);
        switchOn(ids(tags.of(label))
                .findFirst()
                .orElseThrow(() -> Mishap.gone("there is no " + tags.names().of(label))));
    }

    @Override
    public void destroy(Label label) {
        ids(tags.of(label)).forEach(this::terminate);
    }

    /** Returns when its address is free. */
    private void terminate(String id) {
        ec2.giveBack(
                "terminate " + id,
                c -> c.terminateInstances(r -> r.instanceIds(id).force(true).skipOsShutdown(true)));
        await(id, InstanceStateName.TERMINATED);
    }

    @Override
    public MachineStatus status(Label label) {
        return find(tags.of(label))
                .filter(i -> !GOING.contains(state(i)))
                .findFirst()
                .map(i -> switch (state(i)) {
                    case RUNNING -> isImpaired(i.instanceId()) ? MachineStatus.FROZEN : MachineStatus.RUNNING;
                    case PENDING -> MachineStatus.RUNNING;
                    default -> MachineStatus.STOPPED;
                })
                .orElse(MachineStatus.ABSENT);
    }

    private boolean isImpaired(String id) {
        return ec2
                .ask("look how " + id + " is", c -> c.describeInstanceStatus(r -> r.instanceIds(id)))
                .instanceStatuses()
                .stream()
                .flatMap(s ->
                        Stream.of(s.instanceStatus().status(), s.systemStatus().status()))
                .anyMatch(SummaryStatus.IMPAIRED::equals);
    }

    /** Whether a machine can touch what is attached to it. */
    static boolean mayRun(Ec2 ec2, String id) {
        return byId(ec2, id)
                .map(Instances::state)
                .filter(state -> !GOING.contains(state) && state != InstanceStateName.STOPPED)
                .isPresent();
    }

    @Override
    public Stream<Leftover> leftovers(Optional<Owner> whose) {
        return find(tags.of(whose)).map(i -> tags.leftover("machine", i.instanceId(), i.tags()));
    }

    private static InstanceStateName state(Instance instance) {
        return instance.state().name();
    }

    /** One that is forgotten was terminated. */
    private InstanceStateName state(String id) {
        return byId(ec2, id).map(Instances::state).orElse(InstanceStateName.TERMINATED);
    }

    private Stream<String> ids(List<Filter> filters) {
        return find(filters).map(Instance::instanceId);
    }

    /** All that are not terminated. */
    private Stream<Instance> find(List<Filter> filters) {
        return all(ec2, filters).filter(i -> state(i) != InstanceStateName.TERMINATED);
    }

    private static Optional<Instance> byId(Ec2 ec2, String id) {
        return all(ec2, List.of(Tags.filter("instance-id", id))).findFirst();
    }

    private static Stream<Instance> all(Ec2 ec2, List<Filter> filters) {
        return ec2.list(
                        "look up machines",
                        c -> c.describeInstancesPaginator(r -> r.filters(filters))
                                .reservations())
                .flatMap(r -> r.instances().stream());
    }
}
