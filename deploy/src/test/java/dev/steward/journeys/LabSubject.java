package dev.steward.journeys;

import dev.steward.cluster.Identity;
import dev.steward.cluster.NodeName;
import dev.steward.engine.ClusterView;
import dev.steward.engine.Engine;
import dev.steward.engine.kit.Subject;
import dev.steward.node.ClusterTls;
import dev.steward.remote.Ssh;
import dev.steward.watch.NodeSession;
import java.util.Map;
import java.util.function.Function;

/** An engine on machines made with the docker command. */
final class LabSubject implements Subject {

    private final EngineLab lab;
    private final Engine engine;
    private final String process;
    private final NodeSession.Source sessions;
    private final Function<Map<String, Object>, Application> applications;
    private int lastIp = 10;

    /**
     * A lab for an engine.
     *
     * @param process the name of its processes
     */
    LabSubject(
            EngineLab lab,
            Function<Ssh, Engine> engine,
            NodeSession.Source sessions,
            String process,
            Function<Map<String, Object>, Application> applications) {
        this.lab = lab;
        this.engine = engine.apply(lab.ssh);
        this.sessions = sessions;
        this.process = process;
        this.applications = applications;
    }

    @Override
    public Engine engine() {
        return engine;
    }

    /** One cluster at a time: the one before is given back. */
    @Override
    public ClusterView machines(String cluster, int nodes, Identity identity) {
        lab.giveBack();
        lastIp += nodes;
        return lab.cluster(cluster, nodes, lastIp, identity);
    }

    @Override
    public Application application(Map<String, Object> credentials) {
        return applications.apply(credentials);
    }

    @Override
    public NodeSession session(ClusterView cluster, NodeName node) {
        return sessions.to(cluster, cluster.host(node), new ClusterTls(cluster));
    }

    @Override
    public void crash(ClusterView cluster, NodeName node) {
        lab.on(
                cluster.id().value(),
                node,
                "pkill -9 -x " + process + "; while pgrep -x " + process + " >/dev/null; do sleep 0.05; done");
    }

    @Override
    public void standStill(ClusterView cluster, NodeName node) {
        lab.on(cluster.id().value(), node, "pkill -STOP -x " + process);
    }

    @Override
    public void goOn(ClusterView cluster, NodeName node) {
        lab.on(cluster.id().value(), node, "pkill -CONT -x " + process);
    }

    @Override
    public void powerCut(ClusterView cluster, NodeName node) {
        lab.powerCut(cluster, node);
    }

    @Override
    public void wipe(ClusterView cluster, NodeName node) {
        lab.on(cluster.id().value(), node, "rm -rf /var/lib/steward/data");
    }

    @Override
    public void close() {
        lab.close();
    }
}
