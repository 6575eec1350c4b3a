package dev.steward.node;

import dev.steward.cluster.Credential;
import dev.steward.tunnels.Directory;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The certificates of a cluster, on elliptic curves (P-256). All live for ten years, as nothing renews them but a repair
 * that prepares a node; they begin a day ago, for clocks that differ.
 */
public final class Certificates {

    /** Our superuser's name on every node. */
    public static final String CONTROL = "steward";

    /** By this name nodes replicate from each other. */
    public static final String REPLICATOR = "replicator";

    private static final Duration VALIDITY = Duration.ofDays(3652);
    private static final Duration SKEW = Duration.ofDays(1);
    private static final SecureRandom RANDOM = new SecureRandom();

    private Certificates() {}

    /** A new authority. */
    public static Credential authority(String name) {
        KeyPair keys = keys();
        X500Name self = new X500Name("CN=" + name);
        return signed(
                self,
                self,
                keys,
                keys.getPrivate(),
                VALIDITY,
                builder -> builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                        .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign)));
    }

    /** Ours, by which we are superuser for as long as the authority lives. */
    public static Credential control(Credential authority) {
        return client(authority, CONTROL, VALIDITY);
    }

    /** By which a node replicates from others. */
    public static Credential replicator(Credential authority) {
        return client(authority, REPLICATOR, VALIDITY);
    }

    /**
     * By which a node's data service is recognised at this address, and through a tunnel: there as whoever leads (as any
     * node may one day), or as the end of the tunnel on the client's own machine, for drivers that can't tell name and
     * address apart. That these names are no node's own does no harm, as nobody else has a certificate of this authority.
     */
    public static Credential server(Credential authority, String node, String ip) {
        GeneralNames names = new GeneralNames(new GeneralName[] {
            new GeneralName(GeneralName.iPAddress, ip),
            new GeneralName(GeneralName.dNSName, node),
            new GeneralName(GeneralName.dNSName, Directory.LEADER),
            new GeneralName(GeneralName.dNSName, "localhost")
        });
        return signedBy(
                authority,
                node,
                VALIDITY,
                builder -> builder.addExtension(Extension.subjectAlternativeName, false, names));
    }

    private static Credential client(Credential authority, String role, Duration validity) {
        return signedBy(
                authority,
                role,
                validity,
                builder -> builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false)));
    }

    private static Credential signedBy(Credential authority, String name, Duration validity, Extensions extensions) {
        try (PEMParser certificate = new PEMParser(new StringReader(authority.certificate()))) {
            X500Name issuer = ((X509CertificateHolder) certificate.readObject()).getSubject();
            return signed(issuer, new X500Name("CN=" + name), keys(), privateKey(authority), validity, extensions);
        } catch (IOException e) {
            throw new IllegalArgumentException("the authority's certificate can't be read", e);
        }
    }

    private static PrivateKey privateKey(Credential credential) throws IOException {
        try (PEMParser key = new PEMParser(new StringReader(credential.privateKey()))) {
            return new JcaPEMKeyConverter().getPrivateKey((PrivateKeyInfo) key.readObject());
        }
    }

    private static Credential signed(
            X500Name issuer,
            X500Name subject,
            KeyPair keys,
            PrivateKey signer,
            Duration validity,
            Extensions extensions) {
        try {
            Instant now = Instant.now();
            X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                    issuer,
                    new BigInteger(127, RANDOM),
                    Date.from(now.minus(SKEW)),
                    Date.from(now.plus(validity)),
                    subject,
                    SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()));
            extensions.addTo(builder);
            X509CertificateHolder certificate =
                    builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(signer));
            return new Credential(pem(certificate), pem(new JcaPKCS8Generator(keys.getPrivate(), null)));
        } catch (IOException | OperatorCreationException e) {
            throw new IllegalStateException("a certificate could not be made", e);
        }
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), RANDOM);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK makes EC keys", e);
        }
    }

    private static String pem(Object what) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(what);
        }
        return text.toString();
    }

    private interface Extensions {
        void addTo(X509v3CertificateBuilder builder) throws IOException;
    }
}
