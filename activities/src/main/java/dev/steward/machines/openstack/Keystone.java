package dev.steward.machines.openstack;

import static org.openstack4j.model.common.Identifier.byName;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.steward.machines.Mishap;
import dev.steward.machines.openstack.OpenstackSettings.Login.ApplicationCredential;
import dev.steward.machines.openstack.OpenstackSettings.Login.Password;
import org.openstack4j.api.exceptions.ResponseException;
import org.openstack4j.core.transport.ClientConstants;
import org.openstack4j.core.transport.Config;
import org.openstack4j.core.transport.HttpMethod;
import org.openstack4j.core.transport.HttpRequest;
import org.openstack4j.core.transport.HttpRequest.RequestBuilder;
import org.openstack4j.core.transport.HttpResponse;
import org.openstack4j.core.transport.internal.HttpExecutor;
import org.openstack4j.openstack.identity.v3.domain.KeystoneAuth;
import org.openstack4j.openstack.identity.v3.domain.KeystoneAuth.AuthScope;
import org.openstack4j.openstack.identity.v3.domain.KeystoneToken;
import org.openstack4j.openstack.identity.v3.domain.TokenAuth;

/** Where we log in (Identity API v3, "Password authentication with scoped authorization", "Application credentials"). */
record Keystone(OpenstackSettings settings, Config config) {

    private static final String BY_CREDENTIAL = """
            {"auth": {"identity": {"methods": ["application_credential"], "application_credential":
              {"id": %s, "secret": %s}}}}""";

    KeystoneToken login() {
        String address = settings.auth().toString();
        HttpResponse response = HttpExecutor.create().execute(request(address));
        if (response.getStatus() == 401) {
            throw Mishap.noEntry("login at " + address + ": 401").failure();
        }
        KeystoneToken fresh = response.getEntity(KeystoneToken.class);
        if (fresh == null) {
            throw new ResponseException("there is no Keystone v3 at " + address, 404);
        }
        fresh.setId(response.header(ClientConstants.HEADER_X_SUBJECT_TOKEN));
        return fresh.applyContext(address, new TokenAuth(fresh.getId(), null, null));
    }

    /** The client knows no application credentials. */
    private HttpRequest<KeystoneToken> request(String address) {
        RequestBuilder<KeystoneToken> request = HttpRequest.builder(KeystoneToken.class)
                .header(ClientConstants.HEADER_OS4J_AUTH, "Tokens")
                .endpoint(address)
                .method(HttpMethod.POST)
                .path("/auth/tokens")
                .config(config);
        return switch (settings.login()) {
            case Password p -> {
                AuthScope scope = AuthScope.project(byName(p.project()), byName(p.projectDomain()));
                yield request.entity(new KeystoneAuth(p.user(), p.secret().read(), byName(p.userDomain()), scope))
                        .build();
            }
            case ApplicationCredential a ->
                request.json(BY_CREDENTIAL.formatted(
                                json(a.id()), json(a.secret().read())))
                        .build();
        };
    }

    private static String json(String text) {
        return TextNode.valueOf(text).toString();
    }
}
