package dev.steward.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.machines.Owner;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What the OpenStack lab knows, asked over its plain API: what its servers are, and what carries a cluster's name. */
public final class OpenstackInventory implements Inventory {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SERVERS = "/servers/detail";

    /** Where things are listed, and under which key, by the type of their service. */
    private static final Map<String, List<String>> LISTS = Map.of(
            "compute", List.of(SERVERS, "/os-server-groups"),
            "network", List.of("/v2.0/ports", "/v2.0/security-groups"),
            "volumev3", List.of("/volumes/detail"));

    private final HttpClient http = HttpClient.newHttpClient();
    private final String installation;
    private final JsonNode access;

    /**
     * The lab that has its state in this folder.
     *
     * @param folder with a file {@code access.json}: {@code url}, {@code user}, {@code password}, {@code project}
     */
    public OpenstackInventory(String installation, Path folder) {
        this.installation = installation;
        try {
            access = JSON.readTree(Files.readString(folder.resolve("access.json")));
        } catch (IOException e) {
            throw new IllegalStateException("the lab in " + folder + " does not tell where it is", e);
        }
    }

    @Override
    public List<String> machines(String cluster) {
        Session session = login();
        return listed(session, session.endpoint("compute") + SERVERS, cluster)
                .map(server -> "oslab-" + server.path("id").asText())
                .toList();
    }

    @Override
    public List<String> leftovers(String cluster) {
        Session session = login();
        return LISTS.entrySet().stream()
                .flatMap(service -> service.getValue().stream()
                        .flatMap(list -> listed(session, session.endpoint(service.getKey()) + list, cluster)
                                .map(thing -> list + " " + thing.path("name").asText())))
                .toList();
    }

    private Stream<JsonNode> listed(Session session, String url, String cluster) {
        String key = new Owner(cluster).key(installation);
        JsonNode answer = answer(HttpRequest.newBuilder(URI.create(url)).header("X-Auth-Token", session.token()));
        return answer.valueStream()
                .filter(JsonNode::isArray)
                .flatMap(all -> StreamSupport.stream(all.spliterator(), false))
                .filter(thing -> thing.path("name").asText().contains(key));
    }

    /** Whoever has logged in. */
    private record Session(String token, JsonNode catalog) {
        String endpoint(String type) {
            return catalog.valueStream()
                    .filter(service -> service.path("type").asText().equals(type))
                    .flatMap(service -> service.path("endpoints").valueStream())
                    .filter(endpoint -> endpoint.path("interface").asText().equals("public"))
                    .findFirst()
                    .orElseThrow()
                    .path("url")
                    .asText();
        }
    }

    private Session login() {
        String body = """
                {"auth": {"identity": {"methods": ["password"], "password": {"user":
                  {"name": "%s", "password": "%s", "domain": {"name": "Default"}}}},
                  "scope": {"project": {"name": "%s", "domain": {"name": "Default"}}}}}""".formatted(text("user"), text("password"), text("project"));
        HttpRequest login = HttpRequest.newBuilder(URI.create(text("url") + "/auth/tokens"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            var response = http.send(login, BodyHandlers.ofString());
            return new Session(
                    response.headers().firstValue("X-Subject-Token").orElseThrow(),
                    parsed(response.body()).at("/token/catalog"));
        } catch (IOException e) {
            throw new IllegalStateException("the lab does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private String text(String name) {
        return access.path(name).asText();
    }

    private JsonNode answer(HttpRequest.Builder request) {
        try {
            return parsed(http.send(request.build(), BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new IllegalStateException("the lab does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static JsonNode parsed(String json) throws JsonProcessingException {
        return JSON.readTree(json);
    }
}
