package dev.steward.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.lab.Lab;
import dev.steward.lab.LabMachine;
import dev.steward.platform.Plan;
import dev.steward.platform.Platform;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A cluster of Valkey loses its leader, in several ways, while applications write. What asynchronous replication lost is
 * told; nothing that WAIT confirmed may be.
 */
class ValkeyTakeOverJourney {

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final String INSTANCE = "valkey-take-over";
    private static final int WRITERS = 3;

    @RegisterExtension
    private final LocalSteward steward = LocalSteward.asItIs();

    private interface Strike {
        void at(Lab lab, LabMachine leader);
    }

    @Test
    void whatWaitConfirmedSurvivesEveryLossOfALeader() throws Exception {
        Platform platform = steward.platform();
        Plan plan = platform.plan("valkey-cluster-small");
        steward.awaitSuccess(INSTANCE, plan, steward.order(INSTANCE, plan), LIMIT);
        Map<String, Object> credentials = platform.credentials(INSTANCE, "b", plan);
        episode(
                "the leader's process is killed",
                credentials,
                (lab, leader) -> lab.run(leader, "pkill -9 valkey-server"));
        episode("the leader's machine loses its power", credentials, Lab::killMachine);
        episode("the leader's machine freezes", credentials, Lab::freeze);
        lockOutWhoKeepsAStandbyBusy(platform, plan, credentials);
        steward.awaitSuccess(INSTANCE, plan, platform.deprovision(INSTANCE, plan), LIMIT);
        assertThat(steward.lab().leftovers()).isEmpty();
    }

    /** Whoever takes all of a standby's sessions is locked out there too. */
    private void lockOutWhoKeepsAStandbyBusy(Platform platform, Plan plan, Map<String, Object> others)
            throws Exception {
        String leader = leader(others);
        String standby = steward.lab().machines(INSTANCE).stream()
                .map(LabMachine::ip)
                .filter(ip -> !ip.equals(leader))
                .findFirst()
                .orElseThrow();
        List<Socket> crowd = new ArrayList<>();
        try (ValkeyClient leaver = new ValkeyClient(platform.credentials(INSTANCE, "leaver", plan))) {
            until("it lets him in", () -> leaver.isLetIn(standby));
            for (int i = 0; i < 1000 && leaver.isLetIn(standby); i++) {
                crowd.add(new Socket(standby, 6379));
            }
            assertThat(leaver.isLetIn(standby)).as("it is full").isFalse();
            platform.unbind(INSTANCE, "leaver", plan);
            close(crowd);
            try (ValkeyClient other = new ValkeyClient(others)) {
                until("it is back", () -> {
                    assertThat(leaver.isLetIn(standby)).isFalse();
                    return other.isLetIn(standby);
                });
            }
            assertThat(leaver.isLetIn(standby)).isFalse();
        } finally {
            close(crowd);
        }
        until("both standbys follow again", () -> followers(others) == 2);
    }

    private static void close(List<Socket> sockets) throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void episode(String what, Map<String, Object> credentials, Strike strike) throws Exception {
        until("both standbys follow", () -> followers(credentials) == 2);
        List<ValkeyWriter> writers = IntStream.range(0, 2 * WRITERS)
                .mapToObj(i -> new ValkeyWriter(credentials, what.replace(' ', '-') + i, i % 2 == 0))
                .toList();
        until("everybody writes", () -> writers.stream().allMatch(w -> w.kept().size() > 50));
        String before = leader(credentials);
        LabMachine machine = steward.lab().machines(INSTANCE).stream()
                .filter(m -> m.ip().equals(before))
                .findFirst()
                .orElseThrow();
        Instant began = Instant.now();
        strike.at(steward.lab(), machine);
        List<Integer> then = writers.stream().map(w -> w.kept().size()).toList();
        until(
                "everybody writes to another leader",
                () -> !leader(credentials).equals(before)
                        && IntStream.range(0, writers.size())
                                .allMatch(i -> writers.get(i).kept().size() > then.get(i) + 20));
        long seconds = Duration.between(began, Instant.now()).toSeconds();
        until("both standbys follow again", () -> followers(credentials) == 2);
        for (ValkeyWriter writer : writers) {
            writer.close();
        }
        Losses losses = Losses.of(kept(writers, false), kept(writers, true), there(credentials));
        System.out.println(what + ": everybody wrote again within " + seconds + " s; " + losses);
        assertThat(losses.lostConfirmed()).as(losses.toString()).isEmpty();
    }

    private static Set<String> kept(List<ValkeyWriter> writers, boolean waiting) {
        return writers.stream()
                .filter(w -> w.waits() == waiting)
                .flatMap(w -> w.kept().stream())
                .collect(Collectors.toSet());
    }

    private static Set<String> there(Map<String, Object> credentials) {
        try (ValkeyClient client = new ValkeyClient(credentials)) {
            return new HashSet<>(client.onLeader(leader -> leader.smembers(ValkeyWriter.SET)));
        }
    }

    private static String leader(Map<String, Object> credentials) {
        try (ValkeyClient client = new ValkeyClient(credentials)) {
            return client.leader();
        } catch (JedisException e) {
            return "nobody";
        }
    }

    private static long followers(Map<String, Object> credentials) {
        try (ValkeyClient client = new ValkeyClient(credentials)) {
            return client.onLeader(leader -> Stream.of(leader.info("replication"))
                    .flatMap(String::lines)
                    .filter(l -> l.startsWith("slave") && l.contains("state=online"))
                    .count());
        } catch (JedisException e) {
            return 0;
        }
    }

    private static void until(String what, BooleanSupplier happened) throws InterruptedException {
        Instant deadline = Instant.now().plus(LIMIT);
        while (!happened.getAsBoolean()) {
            assertThat(Instant.now()).as(what).isBefore(deadline);
            Thread.sleep(200);
        }
    }
}
