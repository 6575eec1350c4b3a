package dev.steward.machines.ec2;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Client tokens: EC2 carries out an order once for a token, and answers with the same thing when it comes again. It goes
 * on to do so for a while after that thing was given back; then the order needs another token, which follows from what
 * is gone, so that whoever repeats it comes to the same.
 */
final class Tokens {

    private static final int GENERATIONS = 20;

    private Tokens() {}

    /**
     * Orders something until the answer is something that exists.
     *
     * @param order what is ordered, in words that are the same each time
     * @param make has it made, for a token
     * @param exists whether it does
     */
    static <R> R once(String order, Function<String, R> make, Predicate<R> exists) {
        String token = digest(order);
        R made = make.apply(token);
        for (int i = 0; i < GENERATIONS && !exists.test(made); i++) {
            token = digest(token + made);
            made = make.apply(token);
        }
        return made;
    }

    /** 64 characters, as many as a token may have. */
    static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
