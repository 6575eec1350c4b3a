package dev.steward.lab;

import dev.steward.machines.Owner;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the EC2 lab knows, asked over its plain API (it checks no signatures): all that carries a cluster's name as a tag. */
public final class Ec2Inventory implements Inventory {

    private static final String AUTHORIZATION =
            "AWS4-HMAC-SHA256 Credential=lab/20260101/eu-central-1/ec2/aws4_request, SignedHeaders=host, Signature=0";

    /** What lists things, and by which element their ids are told. */
    private static final List<List<String>> LISTS = List.of(
            List.of("DescribeInstances", "instanceId"),
            List.of("DescribeVolumes", "volumeId"),
            List.of("DescribeNetworkInterfaces", "networkInterfaceId"),
            List.of("DescribeSecurityGroups", "groupId"),
            List.of("DescribePlacementGroups", "groupName"));

    private final HttpClient http = HttpClient.newHttpClient();
    private final String installation;
    private final URI endpoint;

    /**
     * The lab that has its state in this folder.
     *
     * @param folder with a file {@code lab.env} that tells its address
     */
    public Ec2Inventory(String installation, Path folder) {
        this.installation = installation;
        try {
            endpoint = Files.readAllLines(folder.resolve("lab.env")).stream()
                    .filter(line -> line.startsWith("EC2LAB_ENDPOINT="))
                    .map(line -> URI.create(line.substring(line.indexOf('=') + 1) + "/"))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new IllegalStateException("the lab in " + folder + " does not tell where it is", e);
        }
    }

    /** An instance's container has its name. */
    @Override
    public List<String> machines(String cluster) {
        return found("DescribeInstances", "instanceId", cluster).toList();
    }

    @Override
    public List<String> leftovers(String cluster) {
        return LISTS.stream()
                .flatMap(list -> found(list.getFirst(), list.getLast(), cluster).map(id -> list.getFirst() + " " + id))
                .toList();
    }

    private Stream<String> found(String action, String id, String cluster) {
        String answer = ask(action, "steward-" + new Owner(cluster).key(installation) + "*");
        return Pattern.compile("<" + id + ">([^<]+)</" + id + ">")
                .matcher(answer)
                .results()
                .map((MatchResult m) -> m.group(1))
                .distinct();
    }

    /** Machines that are gone are told of for a while. */
    private String ask(String action, String name) {
        String states = action.equals("DescribeInstances")
                ? "&Filter.2.Name=instance-state-name" + "&Filter.2.Value.1=pending&Filter.2.Value.2=running"
                        + "&Filter.2.Value.3=shutting-down&Filter.2.Value.4=stopping&Filter.2.Value.5=stopped"
                : "";
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .header("Authorization", AUTHORIZATION)
                .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString("Version=2016-11-15&Action=" + action
                        + "&Filter.1.Name=tag:Name&Filter.1.Value.1="
                        + URLEncoder.encode(name, StandardCharsets.UTF_8)
                        + states))
                .build();
        try {
            var response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(action + ": " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new IllegalStateException("the lab does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
