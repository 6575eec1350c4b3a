package dev.steward.watch;

import dev.steward.engine.Host;
import dev.steward.node.DiskUse;
import dev.steward.node.NodeLooks;
import java.time.Duration;
import java.util.Optional;

/** Nothing is to be seen of any node. */
final class NoLooks implements NodeLooks {

    @Override
    public boolean reaches(Host from, Host to, Duration limit) {
        return false;
    }

    @Override
    public Optional<DiskUse> disk(Host host) {
        return Optional.empty();
    }
}
