package dev.steward.bench.patroni;

import dev.steward.lab.Command;
import dev.steward.lab.LabMachine;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The nodes as Patroni's REST API and PostgreSQL itself tell of them. */
final class Members {

    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final Machinery machinery;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();

    Members(Machinery machinery) {
        this.machinery = machinery;
    }

    /** The node that Patroni takes for the leader. */
    Optional<LabMachine> leader() {
        return only("primary");
    }

    /** The one node that says by status 200 that it is this. */
    private Optional<LabMachine> only(String role) {
        List<LabMachine> those = machinery.nodes().stream()
                .filter(m -> m.running() && !m.ip().isEmpty())
                .filter(m -> is(role, m))
                .toList();
        return those.size() == 1 ? Optional.of(those.getFirst()) : Optional.empty();
    }

    private boolean is(String role, LabMachine machine) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + machine.ip() + ":8008/" + role))
                .timeout(LIMIT)
                .build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false; // nobody there, or nobody ready
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /**
     * Whether every other node streams from the leader, one of them has to confirm, and Patroni has noted which: until
     * then it would let nobody take over.
     */
    boolean areWhole() {
        return leader().filter(leader -> confirmed(leader).equals("2 1")).isPresent()
                && only("synchronous").isPresent();
    }

    private String confirmed(LabMachine leader) {
        try {
            return Script.named("confirmed.sh").on(machinery.lab(), leader).strip();
        } catch (Command.Failed e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** As its operator sees them. */
    String described() {
        try {
            return Script.named("list.sh").on(machinery.lab(), leader().orElse(machinery.machine("n1")));
        } catch (Command.Failed e) {
            return String.valueOf(e.getMessage());
        }
    }
}
