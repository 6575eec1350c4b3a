package dev.steward.engine.postgresql;

import dev.steward.engine.Verdicts;
import dev.steward.node.Handshakes;
import dev.steward.remote.Ssh;
import dev.steward.watch.GroupWatch;
import dev.steward.watch.NodeSession;
import io.micrometer.core.instrument.MeterRegistry;

/** The watch over PostgreSQL clusters. */
public final class PostgresqlWatch {

    private PostgresqlWatch() {}

    /**
     * One for a worker.
     *
     * @param ssh our way to the nodes
     * @param verdicts where conclusions are told
     * @param registry where its meters are
     */
    public static GroupWatch over(Ssh ssh, Verdicts verdicts, MeterRegistry registry) {
        return new GroupWatch("postgresql", PostgresqlEngine.acts(ssh), sessions(), verdicts, registry);
    }

    /** How its nodes are asked; opening sessions is done in turns. */
    public static NodeSession.Source sessions() {
        Handshakes handshakes = new Handshakes();
        return (cluster, host, tls) -> new WatchSession(cluster, host, tls, handshakes);
    }
}
