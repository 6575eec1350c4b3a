package dev.steward.tunnels;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A tunnel as a binding's parameters ask for it.
 *
 * @param publicKey whose holder may open it, one line in OpenSSH form
 * @param life for how long
 * @param sources from which networks, as {@code 203.0.113.0/24}; empty: from everywhere
 */
public record TunnelWish(String publicKey, Duration life, List<String> sources) {

    private static final Duration LIFE = Duration.ofHours(1);

    public TunnelWish {
        sources = List.copyOf(sources);
    }

    /** What the parameters of a binding ask for, if they ask for a tunnel; the broker has seen that they are well-formed. */
    public static Optional<TunnelWish> in(Map<String, Object> parameters) {
        return parameters.get("tunnel") instanceof Map<?, ?> asked ? Optional.of(of(asked)) : Optional.empty();
    }

    private static TunnelWish of(Map<?, ?> asked) {
        List<String> sources = asked.get("source_addresses") instanceof List<?> networks
                ? networks.stream().map(String::valueOf).toList()
                : List.of();
        return new TunnelWish(String.valueOf(asked.get("public_key")), life(asked), sources);
    }

    /** {@code 90s}, {@code 30m}, {@code 8h}. */
    private static Duration life(Map<?, ?> asked) {
        return asked.get("expires_in") instanceof String text
                ? Duration.parse("PT" + text.toUpperCase(Locale.ROOT))
                : LIFE;
    }
}
