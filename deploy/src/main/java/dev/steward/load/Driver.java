package dev.steward.load;

/** A way in which applications reach a database, knowing nothing but a binding. */
public interface Driver {

    /** Its name: {@code pgjdbc}, {@code libpq}. */
    String name();

    /**
     * Opens a session at the node that takes writes.
     *
     * @throws Unacknowledged when there is none, or it lets nobody in
     */
    Session open() throws Unacknowledged;
}
