package dev.steward.node;

import dev.steward.engine.Host;
import java.time.Duration;
import java.util.Optional;

/** What the watch wants to know of nodes that their data services can't tell it. */
public interface NodeLooks {

    /** Of nodes whose data service can be asked for everything. */
    NodeLooks NOTHING_MORE = new NodeLooks() {
        @Override
        public boolean reaches(Host from, Host to, Duration limit) {
            return false;
        }

        @Override
        public Optional<DiskUse> disk(Host host) {
            return Optional.empty();
        }
    };

    /** Whether the data service at an address answers a node. */
    boolean reaches(Host from, Host to, Duration limit);

    /**
     * What share of a node's data disk is in use. To be asked now and then: it keeps our way to the node open, for when
     * it is urgent.
     *
     * @return nothing when it can't be reached now
     */
    Optional<DiskUse> disk(Host host);
}
