package dev.steward.machines.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.steward.machines.Terms;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where workers run in Kubernetes they have a token of its, for which STS gives them a role: AWS's default chain. */
class WebIdentityTest {

    private static final String ROLE = """
            <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
            <AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>OF-THE-ROLE</AccessKeyId>
            <SecretAccessKey>secret</SecretAccessKey><SessionToken>session</SessionToken>
            <Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleWithWebIdentityResult>
            </AssumeRoleWithWebIdentityResponse>""";
    private static final String SUBNETS = """
            <DescribeSubnetsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><subnetSet>
            <item><subnetId>subnet-1</subnetId></item></subnetSet></DescribeSubnetsResponse>""";

    @TempDir
    private Path folder;

    private final AtomicReference<String> signedBy = new AtomicReference<>("nobody");
    private HttpServer aws;
    private Map<String, String> chain;

    @BeforeEach
    void start() throws IOException {
        aws = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        aws.createContext("/", this::answer);
        aws.start();
        Path token = Files.writeString(folder.resolve("token"), "of Kubernetes");
        chain = Map.of(
                "aws.roleArn",
                "arn:aws:iam::123456789012:role/steward",
                "aws.webIdentityTokenFile",
                token.toString(),
                "aws.endpointUrlSts",
                address(),
                "aws.region",
                "eu-central-1");
        chain.forEach(System::setProperty);
    }

    @AfterEach
    void stop() {
        chain.keySet().forEach(System::clearProperty);
        aws.stop(0);
    }

    @Test
    void aTokenOfKubernetesIsGoodForTheRole() {
        Ec2 ec2 = new Ec2(new Ec2Settings(
                new Terms("test", List.of(), List.of(), "ssh-ed25519 key"),
                Optional.of(URI.create(address())),
                Optional.empty(),
                "eu-central-1",
                "ami-1",
                List.of("subnet-1"),
                List.of()));

        assertThat(ec2.subnets(List.of("subnet-1"))).hasSize(1);
        assertThat(signedBy.get()).contains("OF-THE-ROLE");
    }

    private String address() {
        return "http://127.0.0.1:" + aws.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        boolean sts = asked.contains("Action=AssumeRoleWithWebIdentity");
        if (!sts) {
            signedBy.set(exchange.getRequestHeaders().getFirst("Authorization"));
        }
        byte[] body = (sts ? ROLE : SUBNETS).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/xml");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
