package dev.steward.engine.postgresql;

import dev.steward.cluster.Credential;
import dev.steward.engine.ClusterView;
import java.io.IOException;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** TLS to the nodes of one cluster, made when it is first needed: sessions that last share it. */
final class ClusterTls {

    private final String authority;
    private final Credential own;
    private @Nullable SSLContext context;

    ClusterTls(ClusterView cluster) {
        authority = cluster.caCertificate();
        own = cluster.control();
    }

    synchronized SSLContext context() throws GeneralSecurityException, IOException {
        if (context == null) {
            context = ClusterSocketFactory.context(authority, own);
        }
        return context;
    }
}
