package dev.steward.engine.valkey;

import dev.steward.cluster.Credential;
import dev.steward.cluster.Redundancy;
import dev.steward.engine.ClusterView;
import dev.steward.engine.Host;
import dev.steward.engine.NodeOrder;
import dev.steward.node.Certificates;
import dev.steward.node.Confirmers;
import dev.steward.node.Facts;
import dev.steward.remote.Tar;

/** The files that make a machine a node of Valkey: facts for the scripts, certificates, users, settings. */
final class NodeFiles {

    private NodeFiles() {}

    /** All of them, as a tar that {@code prepare} reads. Holds private keys. */
    static byte[] archive(NodeOrder order) {
        ClusterView cluster = order.cluster();
        Host self = cluster.host(order.node());
        Credential server = Certificates.server(order.authority(), order.node().value(), self.ip());
        String replicator = Users.replicatorPassword(order.authority());
        Tar all = new Tar()
                .file("names", 0644, Confirmers.of(Redundancy.among(Facts.peers(cluster, self))))
                .file("users", 0600, Users.file(order.authority(), cluster.control()))
                .file("tls/ca.crt", 0600, order.authority().certificate())
                .file("tls/server.crt", 0600, server.certificate())
                .file("tls/server.key", 0600, server.privateKey())
                .file("valkey/replicator.password", 0640, replicator)
                .file("valkey/secrets.conf", 0640, "primaryuser replicator\nprimaryauth " + replicator + "\n");
        return terms(all, order).bytes();
    }

    /** What can change while Valkey runs, as a tar that {@code adjust} reads. */
    static byte[] terms(NodeOrder order) {
        return terms(new Tar(), order).bytes();
    }

    private static Tar terms(Tar tar, NodeOrder order) {
        ClusterView cluster = order.cluster();
        Host self = cluster.host(order.node());
        return tar.file("node", 0644, Facts.of(cluster, self))
                .file("valkey/valkey.conf", 0640, Settings.valkeyConf(order.size(), cluster.settings(), self.ip()));
    }
}
