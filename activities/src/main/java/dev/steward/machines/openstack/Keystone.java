package dev.steward.machines.openstack;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.steward.machines.Mishap;
import dev.steward.machines.openstack.OpenstackSettings.Login.ApplicationCredential;
import dev.steward.machines.openstack.OpenstackSettings.Login.Password;
import java.io.IOException;
import java.nio.file.Files;
import org.openstack4j.api.exceptions.ResponseException;
import org.openstack4j.core.transport.ClientConstants;
import org.openstack4j.core.transport.Config;
import org.openstack4j.core.transport.HttpMethod;
import org.openstack4j.core.transport.HttpRequest;
import org.openstack4j.core.transport.HttpResponse;
import org.openstack4j.core.transport.internal.HttpExecutor;
import org.openstack4j.openstack.identity.v3.domain.KeystoneToken;
import org.openstack4j.openstack.identity.v3.domain.TokenAuth;

/** Where we log in (Identity API v3, "Password authentication with scoped authorization", "Application credentials"). */
record Keystone(OpenstackSettings settings, Config config) {

    private static final String BY_PASSWORD = """
            {"auth": {"identity": {"methods": ["password"], "password": {"user":
              {"name": %s, "domain": {"name": %s}, "password": %s}}},
              "scope": {"project": {"name": %s, "domain": {"name": %s}}}}}""";

    private static final String BY_CREDENTIAL = """
            {"auth": {"identity": {"methods": ["application_credential"], "application_credential":
              {"id": %s, "secret": %s}}}}""";

    /** The client of the library knows no application credentials. */
    KeystoneToken login() {
        String address = settings.auth().toString();
        HttpRequest<KeystoneToken> request = HttpRequest.builder(KeystoneToken.class)
                .header(ClientConstants.HEADER_OS4J_AUTH, "Tokens")
                .endpoint(address)
                .method(HttpMethod.POST)
                .path("/auth/tokens")
                .config(config)
                .json(body())
                .build();
        HttpResponse response = HttpExecutor.create().execute(request);
        KeystoneToken fresh = response.getEntity(KeystoneToken.class);
        if (fresh == null) {
            throw new ResponseException("there is no Keystone v3 at " + address, 404);
        }
        fresh.setId(response.header(ClientConstants.HEADER_X_SUBJECT_TOKEN));
        return fresh.applyContext(address, new TokenAuth(fresh.getId(), null, null));
    }

    private String body() {
        return switch (settings.login()) {
            case Password p ->
                BY_PASSWORD.formatted(
                        json(p.user()),
                        json(p.userDomain()),
                        json(secret()),
                        json(p.project()),
                        json(p.projectDomain()));
            case ApplicationCredential a -> BY_CREDENTIAL.formatted(json(a.id()), json(secret()));
        };
    }

    private static String json(String text) {
        return TextNode.valueOf(text).toString();
    }

    private String secret() {
        try {
            return Files.readString(settings.login().secret()).strip();
        } catch (IOException e) {
            throw Mishap.noEntry("the secret can't be read: " + e).failure(e);
        }
    }
}
