package dev.steward.engine.postgresql;

import dev.steward.cluster.Credential;
import dev.steward.cluster.Redundancy;
import dev.steward.engine.ClusterView;
import dev.steward.engine.Host;
import dev.steward.engine.NodeOrder;
import dev.steward.node.Certificates;
import dev.steward.node.Confirmers;
import dev.steward.node.Facts;
import dev.steward.remote.Tar;

/** The files that make a machine a node: facts for the scripts, certificates, settings. */
final class NodeFiles {

    private NodeFiles() {}

    /** All of them, as a tar that {@code prepare} reads. Holds private keys. */
    static byte[] archive(NodeOrder order) {
        ClusterView cluster = order.cluster();
        Host self = cluster.host(order.node());
        Credential server = Certificates.server(order.authority(), order.node().value(), self.ip());
        Credential replicator = Certificates.replicator(order.authority());
        Tar all = new Tar()
                .file("names", 0644, Confirmers.of(Redundancy.among(Facts.peers(cluster, self))))
                .file("tls/ca.crt", 0600, order.authority().certificate())
                .file("tls/server.crt", 0600, server.certificate())
                .file("tls/server.key", 0600, server.privateKey())
                .file("tls/replicator.crt", 0600, replicator.certificate())
                .file("tls/replicator.key", 0600, replicator.privateKey())
                .file("postgresql/pg_ident.conf", 0640, "");
        return terms(all, order).bytes();
    }

    /** What can change while PostgreSQL runs, as a tar that {@code adjust} reads. */
    static byte[] terms(NodeOrder order) {
        return terms(new Tar(), order).bytes();
    }

    private static Tar terms(Tar tar, NodeOrder order) {
        ClusterView cluster = order.cluster();
        return tar.file("node", 0644, Facts.of(cluster, cluster.host(order.node())))
                .file(
                        "postgresql/postgresql.conf",
                        0640,
                        Settings.postgresqlConf(order.size(), cluster.settings(), cluster.single()))
                .file(
                        "postgresql/pg_hba.conf",
                        0640,
                        Settings.pgHba(cluster.extras().allowedCidrs()));
    }
}
