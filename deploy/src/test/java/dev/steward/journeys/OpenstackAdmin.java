package dev.steward.journeys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/** The administrator of an OpenStack lab, who takes away from the tenant what he needs and gives it back. */
final class OpenstackAdmin {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LOGIN = """
            {"auth": {"identity": {"methods": ["password"], "password": {"user":
              {"name": "%1$s", "password": "%1$spw", "domain": {"name": "Default"}}}},
              "scope": {"project": {"name": "%1$s", "domain": {"name": "Default"}}}}}""";
    private static final String ADMIN = "admin";
    private static final String TENANT = "tenant";

    private final HttpClient http = HttpClient.newHttpClient();
    private final String keystone;

    /**
     * Of the lab whose Keystone is there.
     *
     * @param keystone {@code http://127.0.0.1:5000/v3}
     */
    OpenstackAdmin(String keystone) {
        this.keystone = keystone;
    }

    /** How many servers the tenant may have. */
    void quota(int servers) {
        send(
                "PUT",
                endpoint("compute") + "/os-quota-sets/" + id("projects", "tenant"),
                "application/json",
                """
                {"quota_set": {"instances": %d}}""".formatted(servers));
    }

    void password(String password) {
        send("PATCH", keystone + "/users/" + id("users", "tenant"), "application/json", """
                {"user": {"password": "%s"}}""".formatted(password));
    }

    /**
     * A way for the tenant to log in without his password.
     *
     * @return its id and its secret
     */
    List<String> applicationCredential(String name) {
        String user = id("users", TENANT);
        JsonNode made = send(
                        TENANT,
                        "POST",
                        keystone + "/users/" + user + "/application_credentials",
                        "application/json",
                        """
                {"application_credential": {"name": "%s", "roles": [{"name": "member"}]}}""".formatted(name))
                .path("application_credential");
        return List.of(made.path("id").asText(), made.path("secret").asText());
    }

    void renameImage(String from, String to) {
        String glance = endpoint("image") + "/v2/images";
        String image = send("GET", glance + "?name=" + from, "application/json", "")
                .at("/images/0/id")
                .asText();
        send("PATCH", glance + "/" + image, "application/openstack-images-v2.1-json-patch", """
                [{"op": "replace", "path": "/name", "value": "%s"}]""".formatted(to));
    }

    private String id(String kind, String name) {
        return send("GET", keystone + "/" + kind + "?name=" + name, "application/json", "")
                .at("/" + kind + "/0/id")
                .asText();
    }

    private String endpoint(String type) {
        return parsed(login(ADMIN).body())
                .at("/token/catalog")
                .valueStream()
                .filter(service -> service.path("type").asText().equals(type))
                .findFirst()
                .orElseThrow()
                .at("/endpoints/0/url")
                .asText();
    }

    /** In these labs everybody's password begins with his name. */
    private HttpResponse<String> login(String who) {
        return answered(HttpRequest.newBuilder(URI.create(keystone + "/auth/tokens"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(LOGIN.formatted(who))));
    }

    private JsonNode send(String method, String url, String type, String body) {
        return send(ADMIN, method, url, type, body);
    }

    private JsonNode send(String who, String method, String url, String type, String body) {
        String token = login(who).headers().firstValue("X-Subject-Token").orElseThrow();
        return parsed(answered(HttpRequest.newBuilder(URI.create(url))
                        .header("X-Auth-Token", token)
                        .header("Content-Type", type)
                        .method(method, BodyPublishers.ofString(body)))
                .body());
    }

    private HttpResponse<String> answered(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new IllegalStateException(response.uri() + ": " + response.statusCode() + " " + response.body());
            }
            return response;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
