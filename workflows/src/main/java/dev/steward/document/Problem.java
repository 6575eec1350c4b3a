package dev.steward.document;

/**
 * Something in a file that has to be changed.
 *
 * @param file its name, as whoever wrote it knows it
 * @param line from 1; 0 when the file as a whole is meant
 * @param key the path of the value, {@code services[0].plans[1].nodes}; empty for the whole file
 * @param what is wrong with it
 */
public record Problem(String file, int line, String key, String what) {

    /** One line: {@code catalog.yaml:12: services[0].plans[1].nodes: has to be …}. */
    @Override
    public String toString() {
        String where = line > 0 ? file + ":" + line : file;
        return key.isEmpty() ? where + ": " + what : where + ": " + key + ": " + what;
    }
}
