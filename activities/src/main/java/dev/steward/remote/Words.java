package dev.steward.remote;

import java.util.List;
import java.util.stream.Collectors;

/** A command as words. SSH carries a line that a shell reads; quoted like this, each word stays what it is. */
final class Words {

    private Words() {}

    /**
     * The line that a POSIX shell reads as exactly these words.
     *
     * @throws IllegalArgumentException when a word holds a NUL, which no shell can carry
     */
    static String line(List<String> words) {
        return words.stream().map(Words::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        if (word.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a word of a command can't hold a NUL");
        }
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
