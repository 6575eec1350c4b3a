package dev.steward.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.cluster.Credential;
import java.io.IOException;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

final class CertificatesTest {

    private final Credential authority = Certificates.authority("steward test");

    @Test
    void aNodeAndWeKnowEachOther() throws GeneralSecurityException, IOException {
        assertThat(peerSeenBy("127.0.0.1", authority, Certificates.control(authority)))
                .isEqualTo("CN=steward");
        assertThat(peerSeenBy("127.0.0.1", authority, Certificates.replicator(authority)))
                .isEqualTo("CN=replicator");
    }

    @Test
    void aNodeAtAnotherAddressIsNotBelieved() {
        assertThatThrownBy(() -> peerSeenBy("127.0.0.2", authority, Certificates.control(authority)))
                .isInstanceOf(SSLException.class);
    }

    @Test
    void anotherClustersCertificateIsNotBelieved() {
        Credential other = Certificates.authority("steward test");
        assertThatThrownBy(() -> peerSeenBy("127.0.0.1", other, Certificates.control(other)))
                .isInstanceOf(SSLException.class);
    }

    /** Connects as this client to a node that says to be at this address, and asks whom the node sees. */
    private String peerSeenBy(String ip, Credential trusted, Credential client)
            throws GeneralSecurityException, IOException {
        Credential server = Certificates.server(authority, "n1", ip);
        try (SSLServerSocket listener = (SSLServerSocket) ClusterTls.context(authority.certificate(), server)
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            listener.setNeedClientAuth(true);
            CompletableFuture<String> seen = CompletableFuture.supplyAsync(() -> accept(listener));
            try (SSLSocket socket = (SSLSocket) ClusterTls.context(trusted.certificate(), client)
                    .getSocketFactory()
                    .createSocket("127.0.0.1", listener.getLocalPort())) {
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
                socket.startHandshake();
                return seen.join();
            }
        }
    }

    private static String accept(SSLServerSocket listener) {
        try (SSLSocket socket = (SSLSocket) listener.accept()) {
            socket.startHandshake();
            return socket.getSession().getPeerPrincipal().getName();
        } catch (IOException e) {
            return "nobody: " + e.getMessage();
        }
    }
}
