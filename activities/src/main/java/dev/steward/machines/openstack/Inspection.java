package dev.steward.machines.openstack;

import dev.steward.machines.Inspected;
import dev.steward.machines.Prerequisite;
import dev.steward.machines.Survey;
import java.util.List;
import org.openstack4j.model.compute.AbsoluteLimit;
import org.openstack4j.model.compute.Flavor;
import org.openstack4j.model.storage.block.VolumeType;

/** Whether everything is there that machines will need. */
record Inspection(OpenstackSettings settings, Cloud cloud, Ports ports, Servers servers) implements Inspected {

    /** Nova's way to pull the plug: without it, a stop waits for the machine's own shutdown. */
    private static final String AT_ONCE = "os_shutdown_timeout";

    private static final int A_CLUSTER = 3;

    @Override
    public List<Prerequisite> inspect() {
        return new Survey()
                .first(
                        "login at " + settings.auth() + ", region " + settings.region(),
                        "name a region with compute services",
                        this::hasZones)
                .look(
                        "one active image " + settings.image(),
                        "make it by deploy/image/cloud and upload it (openstack image create --file ...),"
                                + " rename others of this name",
                        () -> servers.images().size() == 1)
                .look(
                        "image " + settings.image() + " that is switched off at once",
                        "openstack image set --property " + AT_ONCE + "=0 " + settings.image(),
                        this::isSwitchedOffAtOnce)
                .look("flavors " + settings.flavors(), "make them, or name others", this::hasFlavors)
                .look(
                        "network " + settings.network() + " with a subnet",
                        "openstack subnet create ...",
                        () -> !ports.network().getSubnets().isEmpty())
                .look("quota", this::quota)
                .look("volume type " + settings.volumeType().orElse("by default"), "name another one", this::hasType)
                .seen();
    }

    private boolean hasZones() {
        return !cloud.ask("list zones", c -> c.compute().zones().list()).isEmpty();
    }

    private boolean isSwitchedOffAtOnce() {
        return servers.images().stream().allMatch(image -> "0".equals(image.getAdditionalPropertyValue(AT_ONCE)));
    }

    private boolean hasFlavors() {
        List<String> there = servers.flavors().map(Flavor::getName).toList();
        return !there.isEmpty() && there.containsAll(settings.flavors());
    }

    private Prerequisite quota() {
        AbsoluteLimit limit = cloud.ask(
                "look at the quota", c -> c.compute().quotaSets().limits().getAbsolute());
        int used = limit.getTotalInstancesUsed();
        int most = limit.getMaxTotalInstances();
        String use = "quota: %d of %d machines, %d of %d cores in use"
                .formatted(used, most, limit.getTotalCoresUsed(), limit.getMaxTotalCores());
        return most < 0 || used + A_CLUSTER <= most
                ? Prerequisite.met(use)
                : Prerequisite.missing("room for another cluster in the " + use, "openstack quota set ...");
    }

    private boolean hasType() {
        List<? extends VolumeType> types =
                cloud.ask("list volume types", c -> c.blockStorage().volumes().listVolumeTypes());
        return settings.volumeType().stream()
                .allMatch(wanted -> types.stream().anyMatch(t -> t.getName().equals(wanted)));
    }
}
