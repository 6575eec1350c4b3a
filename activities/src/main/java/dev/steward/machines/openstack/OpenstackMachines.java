package dev.steward.machines.openstack;

import dev.steward.machines.Inspected;
import dev.steward.machines.Names;
import dev.steward.machines.Rental;

/** OpenStack as an infrastructure: see {@code deploy/docs/openstack.md}. */
public final class OpenstackMachines {

    private OpenstackMachines() {}

    public static Rental rental(OpenstackSettings settings) {
        Cloud cloud = new Cloud(settings);
        Names names = new Names(settings.terms().installation());
        Networks networks = Networks.of(settings, names, cloud);
        Ports ports = new Ports(settings, names, cloud, networks, Ports.shelf(cloud));
        Servers servers = new Servers(settings, names, cloud, networks, ports, Servers.shelf(cloud));
        Volumes volumes = new Volumes(settings, names, cloud, Volumes.shelf(cloud));
        Inspected inspection = new Inspection(settings, cloud, ports, servers);
        return Rental.ofCloud(networks, ports, volumes, servers, inspection);
    }
}
