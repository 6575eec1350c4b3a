package dev.steward.engine.postgresql;

import dev.steward.cluster.Lsn;
import dev.steward.cluster.NodeName;
import dev.steward.cluster.Observation.Follower;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a leader says of those who stream from it. Replies are told from each other, not compared with a clock: their
 * time is the standby's.
 */
final class Replies {

    private static final Pattern NODE = Pattern.compile("n[1-9][0-9]?");

    private final Map<NodeName, Reply> last = new HashMap<>();

    /** A reply, and when it was first seen, in nanoseconds of our clock. */
    private record Reply(String time, long seen) {}

    /**
     * Reads one line a stream: time of the last reply, flushed and replayed position, application name. Streams of
     * others than nodes, such as a copy that is being taken, are passed over.
     *
     * @param now in nanoseconds of our clock
     */
    List<Follower> read(String lines, long now) {
        return lines.lines()
                .map(line -> line.split(" ", 4))
                .flatMap(words -> follower(words, now).stream())
                .toList();
    }

    private Optional<Follower> follower(String[] words, long now) {
        if (words.length < 4 || !NODE.matcher(words[3]).matches()) {
            return Optional.empty();
        }
        NodeName node = new NodeName(words[3]);
        Reply reply = last.compute(
                node,
                (n, before) -> before != null && before.time.equals(words[0]) ? before : new Reply(words[0], now));
        Duration since = Duration.ofNanos(now - reply.seen);
        return Optional.of(new Follower(node, since, Lsn.parse(words[1]), Lsn.parse(words[2])));
    }
}
