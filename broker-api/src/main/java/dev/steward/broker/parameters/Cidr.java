package dev.steward.broker.parameters;

import java.util.regex.Pattern;

/** The form of a network: an address of IPv4 or IPv6 (RFC 4291, without IPv4 at its end), and the length of its prefix. */
final class Cidr {

    private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final String V4 = "(" + BYTE + "\\.){3}" + BYTE + "/(3[0-2]|[12]?[0-9])";
    private static final String PART = "[0-9a-fA-F]{1,4}";
    private static final String V6 = "(" + whole() + "|" + shortened() + ")/(12[0-8]|1[01][0-9]|[1-9]?[0-9])";

    static final Pattern FORM = Pattern.compile(V4 + "|" + V6);

    private Cidr() {}

    private static String whole() {
        return "(" + PART + ":){7}" + PART;
    }

    /** With :: for the longest run of zeroes: so many parts before it, and at most what is left of eight after it. */
    private static String shortened() {
        StringBuilder all = new StringBuilder("::(" + PART + "(:" + PART + "){0,6})?");
        for (int before = 1; before <= 7; before++) {
            all.append("|")
                    .append(PART)
                    .append("(:")
                    .append(PART)
                    .append("){")
                    .append(before - 1)
                    .append("}::");
            if (before < 7) {
                all.append("(")
                        .append(PART)
                        .append("(:")
                        .append(PART)
                        .append("){0,")
                        .append(6 - before)
                        .append("})?");
            }
        }
        return all.toString();
    }
}
