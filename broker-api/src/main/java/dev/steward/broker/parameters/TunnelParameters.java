package dev.steward.broker.parameters;

import dev.steward.broker.parameters.Shape.Field;
import dev.steward.broker.parameters.Shape.Fields;
import dev.steward.broker.parameters.Shape.Items;
import dev.steward.broker.parameters.Shape.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What a tunnel may be asked for with, whatever the data service. */
final class TunnelParameters {

    private static final int MOST_SOURCES = 32;

    /** RFC 8709, 4: 19 bytes that are the same for all, and 32 of the key; then a comment, which nobody reads. */
    private static final Pattern ED25519 =
            Pattern.compile("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI[A-Za-z0-9+/]{43}( [^\\r\\n]{0,100})?");

    /** 10 s to 24 h. */
    private static final Pattern LIFE = Pattern.compile(
            "([1-9][0-9]{1,3})s" + "|([1-9][0-9]{0,2}|1[0-3][0-9]{2}|14[0-3][0-9]|1440)m" + "|([1-9]|1[0-9]|2[0-4])h");

    static final Field FIELD = new Field(
            "A way to the nodes from outside, opened with ssh, for a time",
            new Fields(fields(), List.of("public_key")));

    private TunnelParameters() {}

    private static Map<String, Field> fields() {
        Map<String, Field> tunnel = new LinkedHashMap<>();
        tunnel.put(
                "public_key",
                new Field(
                        "The public SSH key of whoever opens it",
                        new Text(ED25519, "a public key of the kind ssh-ed25519, in one line as in id_ed25519.pub")));
        tunnel.put(
                "expires_in",
                new Field(
                        "For how long; 1h when it is missing",
                        new Text(LIFE, "a time such as 90s, 30m or 8h, 24h at the most")));
        tunnel.put(
                "source_addresses",
                new Field(
                        "From where it may be opened; from everywhere when it is empty or missing",
                        new Items(new Text(Cidr.FORM, "a network such as 203.0.113.7/32 or fd00::/8"), MOST_SOURCES)));
        return tunnel;
    }
}
