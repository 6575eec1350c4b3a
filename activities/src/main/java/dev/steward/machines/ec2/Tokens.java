package dev.steward.machines.ec2;

import dev.steward.machines.Mishap;
import dev.steward.machines.Sha256;
import java.util.Optional;
import java.util.function.Function;

/**
 * Client tokens, of at most 64 characters: EC2 carries out an order once for a token, and answers with the same thing when
 * it comes again. It goes on to do so for a while after that thing was given back; then the order needs another token,
 * which follows from what is gone, so that whoever repeats it comes to the same.
 */
final class Tokens {

    private static final int GENERATIONS = 200;

    private Tokens() {}

    /**
     * Orders something until the answer is something that exists.
     *
     * @param order what is ordered, in words that are the same each time; may hold secrets, and is told to nobody
     * @param make has it made, for a token; answers its id
     * @param look finds it by its id
     */
    static <T> T once(String order, Function<String, String> make, Function<String, Optional<T>> look) {
        String token = Sha256.of(order);
        for (int i = 0; i < GENERATIONS; i++) {
            String made = make.apply(token);
            Optional<T> found = look.apply(made);
            if (found.isPresent()) {
                return found.get();
            }
            token = Sha256.of(token + made);
        }
        throw Mishap.gone("whatever is made for the token " + token);
    }
}
