package dev.steward.gateway;

import dev.steward.cluster.UserAuthority;
import dev.steward.trouble.Trouble;
import dev.steward.tunnels.Pass;
import dev.steward.tunnels.TunnelOrder;
import dev.steward.tunnels.Tunnels;
import io.temporal.failure.ApplicationFailure;

/** Where no gateway stands. */
public final class NoTunnels implements Tunnels {

    @Override
    public UserAuthority issueAuthority() {
        throw none();
    }

    @Override
    public Pass issue(TunnelOrder order) {
        throw none();
    }

    private static ApplicationFailure none() {
        return Trouble.impossible(
                        "No tunnels are offered to this instance; ask for the binding without one.",
                        "a tunnel was asked for, and the worker's settings have no section tunnels")
                .failure();
    }
}
