package dev.steward.worker;

import dev.steward.document.Rule;
import dev.steward.document.Section;
import dev.steward.gateway.GatewaySettings;
import dev.steward.gateway.Limits;
import java.nio.file.Path;

/** The section {@code tunnels} of a worker's settings. */
final class TunnelsSection {

    private static final Rule<Integer> PORT = Rule.integer(1, 65_535);
    private static final Rule<Integer> MANY = Rule.integer(1, 100_000);
    private static final Rule<String> HOST = Rule.matching("a name or address of this host", "[A-Za-z0-9.:_-]{1,255}");

    private TunnelsSection() {}

    static GatewaySettings read(Section tunnels, Path folder) {
        String address = tunnels.value("address", HOST);
        int port = tunnels.value("port", PORT);
        return new GatewaySettings(
                address,
                port,
                tunnels.optional("clientHost", HOST).orElse(address),
                tunnels.optional("clientPort", PORT).orElse(port),
                tunnels.value("hostKey", Rule.path(folder)),
                tunnels.optionalSection("limits", TunnelsSection::limits).orElse(Limits.DEFAULT));
    }

    private static Limits limits(Section limits) {
        Limits by = Limits.DEFAULT;
        return new Limits(
                limits.optional("tunnels", MANY).orElse(by.tunnels()),
                limits.optional("tunnelsOfInstance", MANY).orElse(by.tunnelsOfInstance()),
                limits.optional("tunnelsOfBinding", MANY).orElse(by.tunnelsOfBinding()),
                limits.optional("openingsOfBinding", MANY).orElse(by.openingsOfBinding()),
                limits.optional("connectionsOfTunnel", MANY).orElse(by.connectionsOfTunnel()),
                limits.optional("strangers", MANY).orElse(by.strangers()),
                limits.optional("strangersOfSource", MANY).orElse(by.strangersOfSource()),
                limits.optional("failures", MANY).orElse(by.failures()),
                limits.optional("memory", Rule.duration()).orElse(by.memory()),
                limits.optional("handshake", Rule.duration()).orElse(by.handshake()),
                limits.optional("idle", Rule.duration()).orElse(by.idle()));
    }
}
