package dev.steward.engine.valkey;

import dev.steward.cluster.Lsn;
import dev.steward.cluster.Observation;
import dev.steward.cluster.Observation.Follower;
import dev.steward.cluster.Observation.Leads;
import dev.steward.cluster.Observation.Stands;
import dev.steward.engine.ClusterView;
import dev.steward.engine.Host;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a node says of its replication.
 *
 * @param told by name
 * @see <a href="https://valkey.io/commands/info/">INFO, section Replication</a>
 */
record Replication(Map<String, String> told) {

    private static final Duration NEVER = Duration.ofDays(1);
    private static final Pattern FOLLOWER =
            Pattern.compile("ip=([^,]+),port=\\d+,state=online,offset=(\\d+),lag=(\\d+)(,.*)?");

    static Replication parse(String info) {
        return new Replication(info.lines()
                .map(line -> line.split(":", 2))
                .filter(words -> words.length == 2)
                .collect(Collectors.toMap(words -> words[0], words -> words[1], (first, second) -> second)));
    }

    /**
     * What that means.
     *
     * @param leader who leads, as far as is known
     */
    Observation seen(ClusterView cluster, Host leader) {
        return "master".equals(told.get("role"))
                ? new Leads(new Lsn(number("master_repl_offset")), followers(cluster.hosts()))
                : new Stands(follows(leader), heard());
    }

    private boolean follows(Host leader) {
        return leader.ip().equals(told.get("master_host")) && "up".equals(told.get("master_link_status"));
    }

    private Duration heard() {
        long seconds = number("master_last_io_seconds_ago");
        return seconds < 0 ? NEVER : Duration.ofSeconds(seconds);
    }

    private List<Follower> followers(List<Host> hosts) {
        return told.entrySet().stream()
                .filter(e -> e.getKey().matches("slave\\d+"))
                .map(e -> FOLLOWER.matcher(e.getValue()))
                .filter(Matcher::matches)
                .flatMap(m -> follower(m, hosts).stream())
                .toList();
    }

    private static Optional<Follower> follower(Matcher line, List<Host> hosts) {
        Lsn offset = new Lsn(Long.parseLong(line.group(2)));
        Duration lag = Duration.ofSeconds(Long.parseLong(line.group(3)));
        return hosts.stream()
                .filter(h -> h.ip().equals(line.group(1)))
                .map(h -> new Follower(h.node(), lag, offset, offset))
                .findFirst();
    }

    private long number(String name) {
        return Long.parseLong(Objects.requireNonNullElse(told.get(name), "-1"));
    }
}
