package dev.steward.engine.postgresql;

import dev.steward.cluster.Credential;
import dev.steward.node.ClusterTls;
import dev.steward.node.Handshakes;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import org.postgresql.ssl.WrappedFactory;

/**
 * TLS to the nodes of one cluster, with certificates from memory: pgjdbc makes one of these per connection, from the
 * connection's properties or from what its turn brings. It trusts the cluster's authority alone; pgjdbc checks the address ({@code verify-full}).
 */
public final class ClusterSocketFactory extends WrappedFactory {

    static final String AUTHORITY = "steward.authority";
    static final String CERTIFICATE = "steward.certificate";
    static final String KEY = "steward.key";

    /**
     * What pgjdbc calls.
     *
     * @param connection the connection's properties, with three PEMs of ours
     * @throws GeneralSecurityException when they can't be used
     * @throws IOException when they can't be read
     */
    public ClusterSocketFactory(Properties connection) throws GeneralSecurityException, IOException {
        ClusterTls shared = Handshakes.await(); // pgjdbc comes here when the server is willing, and shakes hands next
        SSLContext context = shared != null
                ? shared.context()
                : ClusterTls.context(
                        connection.getProperty(AUTHORITY),
                        new Credential(connection.getProperty(CERTIFICATE), connection.getProperty(KEY)));
        factory = context.getSocketFactory();
    }
}
