package dev.steward.machines.openstack;

import dev.steward.machines.Label;
import dev.steward.machines.NetworkOrder;
import dev.steward.machines.Owner;
import dev.steward.machines.Prerequisite;
import dev.steward.trouble.Trouble;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.openstack4j.model.compute.AbsoluteLimit;
import org.openstack4j.model.compute.Flavor;
import org.openstack4j.model.image.v2.Image;

/** Whether everything is there that machines will need. */
final class Inspection {

    /** Nova's way to pull the plug: without it, a stop waits for the machine's own shutdown. */
    private static final String AT_ONCE = "os_shutdown_timeout";

    private static final Owner TRIAL = new Owner("steward-check");
    private static final int A_CLUSTER = 3;

    private final OpenstackSettings settings;
    private final Cloud cloud;
    private final Networks networks;
    private final Servers servers;

    Inspection(OpenstackSettings settings, Cloud cloud, Networks networks, Servers servers) {
        this.settings = settings;
        this.cloud = cloud;
        this.networks = networks;
        this.servers = servers;
    }

    /** Nothing further can be looked at without the first. */
    List<Prerequisite> all() {
        List<Prerequisite> all = new ArrayList<>();
        all.add(looked("login at " + settings.auth(), this::login));
        if (all.getFirst().isMet()) {
            all.add(looked("image " + settings.image(), this::image));
            all.add(looked("flavors", this::flavors));
            all.add(looked("network " + settings.network(), this::network));
            all.add(looked("quota", this::quota));
            all.add(looked("rights to make security groups, server groups and ports", this::rights));
            all.add(looked("volumes", this::volumes));
        }
        return all;
    }

    private static Prerequisite looked(String what, Supplier<Prerequisite> look) {
        try {
            return look.get();
        } catch (ApplicationFailure e) {
            return Prerequisite.missing(what, Trouble.of(e).forOperator());
        }
    }

    private Prerequisite login() {
        int zones = cloud.ask("list zones", c -> c.compute().zones().list()).size();
        return Prerequisite.met(
                "login at " + settings.auth() + ", region " + settings.region() + ", " + zones + " zones");
    }

    private Prerequisite image() {
        String what = "image " + settings.image();
        List<? extends Image> found =
                cloud.ask("list images", c -> c.imagesV2().list(Map.of("name", settings.image(), "status", "active")));
        if (found.size() != 1) {
            return Prerequisite.missing(
                    what,
                    found.isEmpty()
                            ? "make it by deploy/image/cloud and upload it: openstack image create --file ..."
                            : "there are " + found.size() + " active ones of this name: rename the old ones");
        }
        return "0".equals(found.getFirst().getAdditionalPropertyValue(AT_ONCE))
                ? Prerequisite.met(what)
                : Prerequisite.missing(
                        what + " that is switched off at once",
                        "openstack image set --property " + AT_ONCE + "=0 " + settings.image());
    }

    private Prerequisite flavors() {
        List<String> there = servers.flavors().stream().map(Flavor::getName).toList();
        List<String> missing =
                settings.flavors().stream().filter(f -> !there.contains(f)).toList();
        return missing.isEmpty() && !there.isEmpty()
                ? Prerequisite.met("flavors " + String.join(", ", there))
                : Prerequisite.missing("flavors " + String.join(", ", missing), "make them, or name others");
    }

    private Prerequisite network() {
        return networks.network().getSubnets().isEmpty()
                ? Prerequisite.missing("a subnet of network " + settings.network(), "openstack subnet create ...")
                : Prerequisite.met("network " + settings.network());
    }

    private Prerequisite quota() {
        AbsoluteLimit limit = cloud.ask(
                "look at the quota", c -> c.compute().quotaSets().limits().getAbsolute());
        String use = "%d of %d machines, %d of %d cores, %d of %d MiB in use"
                .formatted(
                        limit.getTotalInstancesUsed(),
                        limit.getMaxTotalInstances(),
                        limit.getTotalCoresUsed(),
                        limit.getMaxTotalCores(),
                        limit.getTotalRAMUsed(),
                        limit.getMaxTotalRAMSize());
        boolean room = limit.getMaxTotalInstances() < 0
                || limit.getTotalInstancesUsed() + A_CLUSTER <= limit.getMaxTotalInstances();
        return room
                ? Prerequisite.met("quota: " + use)
                : Prerequisite.missing("room for another cluster in the quota: " + use, "openstack quota set ...");
    }

    /** Tried, since policies can't be read: they are made, and removed. */
    private Prerequisite rights() {
        Label label = new Label(TRIAL, "n1", 0);
        try {
            networks.create(new NetworkOrder(TRIAL, A_CLUSTER));
            String ip = networks.address(label).ip();
            return Prerequisite.met("rights to make security groups, server groups and ports (tried: " + ip + ")");
        } finally {
            networks.release(label);
            networks.delete(TRIAL);
        }
    }

    private Prerequisite volumes() {
        int types = cloud.ask(
                        "list volume types", c -> c.blockStorage().volumes().listVolumeTypes())
                .size();
        boolean known = settings.volumeType()
                .map(wanted ->
                        cloud
                                .ask(
                                        "list volume types",
                                        c -> c.blockStorage().volumes().listVolumeTypes())
                                .stream()
                                .anyMatch(t -> t.getName().equals(wanted)))
                .orElse(true);
        return known
                ? Prerequisite.met("volumes, of " + types + " types")
                : Prerequisite.missing("volume type " + settings.volumeType().orElse(""), "name another one");
    }
}
