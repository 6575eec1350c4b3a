package dev.steward.engine.kit;

import dev.steward.cluster.Identity;
import dev.steward.cluster.NodeName;
import dev.steward.engine.ClusterView;
import dev.steward.engine.Engine;
import dev.steward.watch.NodeSession;
import java.util.Map;

/** An engine under test, machines for it, and what can be done to them past it. */
public interface Subject extends AutoCloseable {

    Engine engine();

    /** Machines that have booted and been adopted, and on which nothing runs yet; n1 is to lead. */
    ClusterView machines(String cluster, int nodes, Identity identity);

    /** An application that has nothing but a binding's credentials. */
    Application application(Map<String, Object> credentials);

    /** How the watch asks a node; none is open yet. */
    NodeSession session(ClusterView cluster, NodeName node);

    /** The data service's processes are killed. Returns when none is left. */
    void crash(ClusterView cluster, NodeName node);

    /** The data service's processes stand still, until {@link #goOn}. */
    void standStill(ClusterView cluster, NodeName node);

    /** They go on. */
    void goOn(ClusterView cluster, NodeName node);

    /** The machine loses its power and boots again, with the disk it had. Returns when it answers. */
    void powerCut(ClusterView cluster, NodeName node);

    /** The data is removed from a disk on which nothing runs. */
    void wipe(ClusterView cluster, NodeName node);

    @Override
    void close();

    /** An application. It finds the leader by itself. */
    interface Application extends AutoCloseable {

        /**
         * Writes, and returns when so many standbys as have to confirm have it: never lost from then on.
         *
         * @throws Exception when that did not come true within a few seconds
         */
        void write(String value) throws Exception;

        /** Whether the leader has a value. */
        boolean has(String value) throws Exception;

        @Override
        void close();
    }
}
