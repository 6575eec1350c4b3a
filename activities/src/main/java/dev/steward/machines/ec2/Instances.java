package dev.steward.machines.ec2;

import dev.steward.cloudinit.UserData;
import dev.steward.machines.Hypervisor;
import dev.steward.machines.Label;
import dev.steward.machines.Leftover;
import dev.steward.machines.MachineOrder;
import dev.steward.machines.MachineSize;
import dev.steward.machines.MachineStatus;
import dev.steward.machines.Mishap;
import dev.steward.machines.Names;
import dev.steward.machines.Owner;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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
record Instances(Ec2Settings settings, Ec2 ec2, Tags tags, SecurityGroups groups) implements Hypervisor {

    @Override
    public List<Guest> named(Label label) {
        return find(tags.of(label))
                .map(Instances::guest)
                .filter(guest -> guest.stage() != Stage.GONE)
                .sorted(Comparator.comparing(Guest::stage))
                .toList();
    }

    @Override
    public Optional<Guest> look(String id) {
        return find(List.of(Tags.filter("instance-id", id)))
                .map(Instances::guest)
                .findFirst();
    }

    private static Guest guest(Instance i) {
        return new Guest(
                i.instanceId(),
                stage(i.state().name()),
                Tags.read(i.tags()).getOrDefault(Names.ORDER, ""),
                Errors.trouble(i.instanceId() + " ended before it ran", i.stateReason()));
    }

    private static Stage stage(InstanceStateName state) {
        return switch (state) {
            case PENDING -> Stage.COMING;
            case RUNNING -> Stage.RUNNING;
            case STOPPED -> Stage.OFF;
            case SHUTTING_DOWN -> Stage.GOING;
            case TERMINATED -> Stage.GONE;
            default -> Stage.BUSY;
        };
    }

    /** One that runs may make no progress: EC2 says that elsewhere. */
    @Override
    public MachineStatus status(Guest guest) {
        return guest.stage() == Stage.RUNNING && isImpaired(guest.id())
                ? MachineStatus.FROZEN
                : Hypervisor.super.status(guest);
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

    @Override
    public String make(MachineOrder order, String fingerprint) {
        UserData birth = UserData.of(
                order,
                settings.terms().authorisedKey(),
                Volumes.path(order.disk().id()));
        Optional<Guest> known = named(order.label()).stream()
                .filter(guest -> guest.stage() != Stage.GOING)
                .findFirst();
        return known.orElseGet(() -> make(order, birth, fingerprint, type(order.size())))
                .id();
    }

    /** Image and type are an operator's, who may have changed them since: then it is another order. */
    private Guest make(MachineOrder order, UserData birth, String fingerprint, String type) {
        return Tokens.once(
                tags.names().of(order.label()) + birth.text() + fingerprint + settings.image() + type,
                token -> run(order, birth, fingerprint, type, token),
                this::made);
    }

    private String run(MachineOrder order, UserData birth, String fingerprint, String type, String token) {
        RunInstancesRequest.Builder request = RunInstancesRequest.builder()
                .imageId(settings.image())
                .instanceType(type)
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

    private Optional<Guest> made(String id) {
        return Ec2.SETTLING
                .seek(() -> look(id))
                .filter(guest -> guest.stage() != Stage.GOING && guest.stage() != Stage.GONE);
    }

    /** The first that is large enough, in the order in which they are configured. */
    private String type(MachineSize size) {
        return types(ec2, settings)
                .filter(t -> t.vCpuInfo().defaultVCpus() >= size.cpus()
                        && t.memoryInfo().sizeInMiB() >= size.memoryMib())
                .map(InstanceTypeInfo::instanceTypeAsString)
                .min(Comparator.comparing(settings.types()::indexOf))
                .orElseThrow(() -> Mishap.missing("type of " + size + " among " + settings.types()));
    }

    /** Those that are configured, as far as there are such. */
    static Stream<InstanceTypeInfo> types(Ec2 ec2, Ec2Settings settings) {
        return ec2.list(
                "look up instance types",
                c -> c.describeInstanceTypesPaginator(r -> r.instanceTypesWithStrings(settings.types()))
                        .instanceTypes());
    }

    @Override
    public void switchOff(Guest guest) {
        ec2.ask(
                "stop " + guest.id(),
                c -> c.stopInstances(r -> r.instanceIds(guest.id()).force(true).skipOsShutdown(true)));
    }

    @Override
    public void switchOn(Guest guest) {
        ec2.ask("start " + guest.id(), c -> c.startInstances(r -> r.instanceIds(guest.id())));
    }

    /** It is gone when its host has let it go, and its address is free. */
    @Override
    public void remove(Guest guest) {
        ec2.giveBack(
                "terminate " + guest.id(),
                c -> c.terminateInstances(
                        r -> r.instanceIds(guest.id()).force(true).skipOsShutdown(true)));
    }

    @Override
    public Stream<Leftover> leftovers(Optional<Owner> whose) {
        return find(tags.of(whose))
                .filter(i -> i.state().name() != InstanceStateName.TERMINATED)
                .map(i -> tags.leftover("machine", i.instanceId(), i.tags()));
    }

    private Stream<Instance> find(List<Filter> filters) {
        return ec2.list(
                        "look up machines",
                        c -> c.describeInstancesPaginator(r -> r.filters(filters))
                                .reservations())
                .flatMap(r -> r.instances().stream());
    }
}
