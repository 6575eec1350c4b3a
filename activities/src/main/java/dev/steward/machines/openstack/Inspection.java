package dev.steward.machines.openstack;

import dev.steward.machines.AddressOrder;
import dev.steward.machines.Inspected;
import dev.steward.machines.Label;
import dev.steward.machines.NetworkOrder;
import dev.steward.machines.Owner;
import dev.steward.machines.Prerequisite;
import dev.steward.machines.Survey;
import java.util.List;
import org.openstack4j.model.compute.AbsoluteLimit;
import org.openstack4j.model.compute.Flavor;
import org.openstack4j.model.image.v2.Image;
import org.openstack4j.model.storage.block.VolumeType;

/** Whether everything is there that machines will need. */
record Inspection(OpenstackSettings settings, Cloud cloud, Networks networks, Ports ports, Servers servers)
        implements Inspected {

    /** Nova's way to pull the plug: without it, a stop waits for the machine's own shutdown. */
    private static final String AT_ONCE = "os_shutdown_timeout";

    private static final Owner TRIAL = new Owner("steward-check");
    private static final int A_CLUSTER = 3;

    @Override
    public List<Prerequisite> inspect() {
        String login = "login at " + settings.auth() + ", region " + settings.region();
        Survey survey = new Survey().look(login, "name a region with compute services", this::hasZones);
        if (survey.isMet()) {
            survey.look("image " + settings.image(), this::image)
                    .look("flavors " + settings.flavors(), "make them, or name others", this::hasFlavors)
                    .look(
                            "network " + settings.network() + " with a subnet",
                            "openstack subnet create ...",
                            () -> !ports.network().getSubnets().isEmpty())
                    .look("quota", this::quota)
                    .look("rights to make security groups, server groups and ports", "ask for them", this::hasRights)
                    .look(
                            "volume type " + settings.volumeType().orElse("by default"),
                            "name another one",
                            this::hasType);
        }
        return survey.seen();
    }

    private boolean hasZones() {
        return !cloud.ask("list zones", c -> c.compute().zones().list()).isEmpty();
    }

    private Prerequisite image() {
        String what = "image " + settings.image();
        List<? extends Image> found = servers.images();
        return switch (found.size()) {
            case 0 ->
                Prerequisite.missing(
                        what, "make it by deploy/image/cloud and upload it: openstack image create --file ...");
            case 1 ->
                "0".equals(found.getFirst().getAdditionalPropertyValue(AT_ONCE))
                        ? Prerequisite.met(what)
                        : Prerequisite.missing(
                                what + " that is switched off at once",
                                "openstack image set --property " + AT_ONCE + "=0 " + settings.image());
            default ->
                Prerequisite.missing(
                        what, "there are " + found.size() + " active ones of this name: rename the old ones");
        };
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

    /** Tried, since policies can't be read: they are made, and removed. */
    private boolean hasRights() {
        Label label = new Label(TRIAL, "n1", 0);
        try {
            networks.create(new NetworkOrder(TRIAL, A_CLUSTER, List.of()));
            return !ports.reserve(new AddressOrder(label, 1)).ip().isEmpty();
        } finally {
            ports.release(label);
            networks.delete(TRIAL);
        }
    }

    private boolean hasType() {
        List<? extends VolumeType> types =
                cloud.ask("list volume types", c -> c.blockStorage().volumes().listVolumeTypes());
        return settings.volumeType()
                .map(wanted -> types.stream().anyMatch(t -> t.getName().equals(wanted)))
                .orElse(true);
    }
}
