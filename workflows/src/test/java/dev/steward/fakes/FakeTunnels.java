package dev.steward.fakes;

import dev.steward.cluster.UserAuthority;
import dev.steward.tunnels.Pass;
import dev.steward.tunnels.TunnelOrder;
import dev.steward.tunnels.Tunnels;
import java.util.concurrent.atomic.AtomicInteger;

/** Passes that say by whom and for whom they are. */
final class FakeTunnels implements Tunnels {

    private final AtomicInteger authorities = new AtomicInteger();

    @Override
    public UserAuthority issueAuthority() {
        int number = authorities.incrementAndGet();
        return new UserAuthority("authority " + number, "secret of authority " + number);
    }

    @Override
    public Pass issue(TunnelOrder order) {
        String certificate =
                order.authority().publicKey() + " for " + order.wish().publicKey();
        return new Pass(order.name().username(), certificate, "gateway", 22, "host key", order.until());
    }
}
