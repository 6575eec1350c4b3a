package dev.steward.lab;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What reaches a machine and what leaves it, cut in its own kernel by a table of ours beside the product's. A machine
 * that replaces this one has whole wires.
 *
 * @param machine which
 */
public record Wires(LabMachine machine) {

    /** Which way is cut. */
    public enum Direction {
        BOTH,
        /** It hears nothing, and is heard. */
        IN,
        /** It hears, and is not heard. */
        OUT;

        boolean cutsIn() {
            return this != OUT;
        }

        boolean cutsOut() {
            return this != IN;
        }
    }

    /** Cuts the ways to other machines. */
    public void cut(Collection<LabMachine> others, Direction direction) {
        String ips = others.stream().map(LabMachine::ip).collect(Collectors.joining(", "));
        load(
                direction.cutsIn() ? "ip saddr { " + ips + " } drop" : "",
                direction.cutsOut() ? "ip daddr { " + ips + " } drop" : "");
    }

    /** Cuts every way. */
    public void cutAll(Direction direction) {
        load(direction.cutsIn() ? "iifname != \"lo\" drop" : "", direction.cutsOut() ? "oifname != \"lo\" drop" : "");
    }

    /**
     * Cuts the way from and to the host, where the control plane and the applications run, but for the sessions that
     * PostgreSQL has from these ports.
     */
    public void cutHost(List<Integer> clientPorts) {
        String host = new Inside(machine)
                .shell("ip -4 route show default | sed -n 's/^default via \\([0-9.]*\\).*/\\1/p'")
                .strip();
        String ports = clientPorts.isEmpty()
                ? "0"
                : clientPorts.stream().map(String::valueOf).collect(Collectors.joining(", "));
        load(
                "ip saddr " + host + " tcp sport != { " + ports + " } drop",
                "ip daddr " + host + " tcp dport != { " + ports + " } drop");
    }

    /** Every way is whole again. */
    public void mend() {
        new Inside(machine).run("nft", "delete table inet steward_chaos");
    }

    private void load(String in, String out) {
        new Inside(machine).run("nft", """
                table inet steward_chaos
                delete table inet steward_chaos
                table inet steward_chaos {
                  chain in { type filter hook input priority -310; policy accept; %s; }
                  chain out { type filter hook output priority -310; policy accept; %s; }
                }""".formatted(in.isEmpty() ? "counter" : in, out.isEmpty() ? "counter" : out));
    }

    /** Pulls its plug; it still runs. The network is answered, for {@link #plug}. */
    public String unplug() {
        String network = Command.run(List.of(
                        "docker",
                        "inspect",
                        "--format={{range $name, $n := .NetworkSettings.Networks}}{{$name}}{{end}}",
                        machine.id()))
                .strip();
        Command.run(List.of("docker", "network", "disconnect", "--force", network, machine.id()));
        return network;
    }

    /** Puts its plug in again. */
    public void plug(String network) {
        Command.run(List.of("docker", "network", "connect", "--ip=" + machine.ip(), network, machine.id()));
    }
}
