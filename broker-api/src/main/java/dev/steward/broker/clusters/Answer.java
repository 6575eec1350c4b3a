package dev.steward.broker.clusters;

import dev.steward.lifecycle.Refusal;
import dev.steward.trouble.Trouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What came of asking a cluster. */
public sealed interface Answer<T extends @Nullable Object> {

    /** Goes on with what was given; everything else stays what it is. */
    default <R> Answer<R> then(Function<T, Answer<R>> next) {
        return switch (this) {
            case Given<T>(var value) -> next.apply(value);
            case Refused<T>(var refusal, var sentence) -> new Refused<>(refusal, sentence);
            case Unknown<T>() -> new Unknown<>();
            case Deleted<T>() -> new Deleted<>();
            case Failed<T>(var trouble) -> new Failed<>(trouble);
        };
    }

    /**
     * It answered.
     *
     * @param value its answer
     */
    record Given<T extends @Nullable Object>(T value) implements Answer<T> {}

    /**
     * It does not take the request, and has recorded nothing of it.
     *
     * @param refusal why
     * @param sentence for the user
     */
    record Refused<T extends @Nullable Object>(Refusal refusal, String sentence) implements Answer<T> {}

    /** There is no such cluster. */
    record Unknown<T extends @Nullable Object>() implements Answer<T> {}

    /** There was one; it was deleted, and nothing of it is left. */
    record Deleted<T extends @Nullable Object>() implements Answer<T> {}

    /**
     * It could not be asked, or could not do it. Whether the request has been taken is not known; the same request can
     * be made again.
     *
     * @param trouble why
     */
    record Failed<T extends @Nullable Object>(Trouble trouble) implements Answer<T> {}
}
