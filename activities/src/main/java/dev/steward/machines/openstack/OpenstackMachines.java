package dev.steward.machines.openstack;

import dev.steward.machines.Names;
import dev.steward.machines.Rental;

/** OpenStack as an infrastructure: see {@code deploy/docs/openstack.md}. */
public final class OpenstackMachines {

    private OpenstackMachines() {}

    public static Rental rental(OpenstackSettings settings) {
        Cloud cloud = new Cloud(settings);
        Names names = new Names(settings.installation());
        Networks networks = Networks.of(settings, names, cloud);
        Ports ports = new Ports(settings, names, cloud, networks, Ports.shelf(cloud));
        Volumes volumes = new Volumes(settings, names, cloud, Volumes.shelf(cloud));
        Servers servers = new Servers(settings, names, cloud, networks, ports, volumes, Servers.shelf(cloud));
        return new Rental(networks, ports, volumes, servers, new Inspection(settings, cloud, networks, ports, servers));
    }
}
