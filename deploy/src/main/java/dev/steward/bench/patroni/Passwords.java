package dev.steward.bench.patroni;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * The passwords of one cluster of peers. Never printed.
 *
 * @param superuser of PostgreSQL's superuser
 * @param replicator of the role for replication
 * @param application of the application's role
 */
record Passwords(String superuser, String replicator, String application) {

    static Passwords make() {
        return new Passwords(random(), random(), random());
    }

    private static String random() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public String toString() {
        return "Passwords";
    }
}
