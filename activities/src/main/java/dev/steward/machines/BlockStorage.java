package dev.steward.machines;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a cloud does with volumes, in its own time: whoever asks looks whether it has happened. {@link Store} does. */
public interface BlockStorage extends Rental.Part {

    /** How a volume can be dealt with. */
    enum Stage {
        /** It is about to become something else, and takes no orders before. */
        BUSY,
        FREE,
        ATTACHED,
        /** It came to nothing. */
        FAILED
    }

    /**
     * A volume as its cloud sees it.
     *
     * @param machines the ids of those that it is attached to, or is about to be
     */
    record Drive(String id, Stage stage, Set<String> machines) {}

    /** Those of a name, the one to keep first. */
    List<Drive> named(Label label);

    /** The one of this id, unless it is gone. */
    Optional<Drive> look(String id);

    /**
     * Has one made, unless there is one of this name.
     *
     * @return its id
     */
    String make(DiskOrder order);

    /** Has it attached to a machine that runs. It is free. */
    void attach(Drive drive, String machine);

    /** Has it detached from a machine. It is attached to it. */
    void detach(Drive drive, String machine);

    /** Has it deleted, with all that is on it. It is free, or has failed. */
    void delete(Drive drive);
}
