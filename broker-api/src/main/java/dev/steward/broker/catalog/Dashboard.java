package dev.steward.broker.catalog;

import dev.steward.cluster.ClusterId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where an offering's instances are shown to their owners, by something that is not a part of Steward.
 *
 * @param url its address, in which {@code {instance}} stands for an instance's id
 * @param client how it logs people in; null when it does not (OSB profile, Dashboard Client Object)
 */
public record Dashboard(String url, @Nullable Client client) {

    /**
     * An OAuth client that the platform is to make for the dashboard.
     *
     * @param id its name
     * @param secret its password
     * @param redirectUri to where it sends people back
     */
    public record Client(String id, String secret, String redirectUri) {
        @Override
        public String toString() {
            return "Client[" + id + "]";
        }
    }

    /** As a part of a path, where a plus is a plus. */
    private static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The address at which this instance is shown. */
    public String of(ClusterId instance) {
        return url.replace("{instance}", encoded(instance.value()));
    }
}
