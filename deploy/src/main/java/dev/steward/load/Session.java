package dev.steward.load;

import java.util.List;

/** An open connection of an application. Used by one thread. */
public interface Session extends AutoCloseable {

    /**
     * Runs a statement in a transaction of its own.
     *
     * @return its rows; when it returns, the commit was acknowledged without a warning
     * @throws Unacknowledged when it was not: it may have happened or not. The session is of no more use
     */
    List<List<String>> run(String statement) throws Unacknowledged;

    @Override
    void close();
}
