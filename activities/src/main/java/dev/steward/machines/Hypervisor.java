package dev.steward.machines;

import dev.steward.trouble.Trouble;
import java.util.List;
import java.util.Optional;

/**
 * What a cloud does with machines, which it knows by ids of its own. It does all of it in its own time: whoever asks looks
 * whether it has happened, and asks again. {@link Fleet} does.
 */
public interface Hypervisor extends Rental.Part {

    /** How a machine can be dealt with. */
    enum Stage {
        /** It is being made. */
        COMING(MachineStatus.RUNNING),
        RUNNING(MachineStatus.RUNNING),
        /** It is said to run, and does not. */
        STILL(MachineStatus.FROZEN),
        /** It was put away, or has failed: whether it runs, or will, is not certain. */
        ASTRAY(MachineStatus.FROZEN),
        /** It is about to become something else, and takes no orders before. */
        BUSY(MachineStatus.RUNNING),
        /** The same of one that does not run. */
        LIMP(MachineStatus.FROZEN),
        /** It does not run, for certain. */
        OFF(MachineStatus.STOPPED),
        /** It is being given back. */
        GOING(MachineStatus.ABSENT),
        GONE(MachineStatus.ABSENT);

        final MachineStatus status;

        Stage(MachineStatus status) {
            this.status = status;
        }

        /** Whether it takes no orders now. */
        boolean isBusy() {
            return this == BUSY || this == LIMP;
        }

        boolean isOneOf(Stage... stages) {
            return List.of(stages).contains(this);
        }
    }

    /**
     * A machine as its cloud sees it.
     *
     * @param order for which it was made: {@link Fleet} recognises its own
     * @param failure what it would mean if it went no further
     */
    record Guest(String id, Stage stage, String order, Trouble failure) {}

    /** Those of a name that are not gone, the one to keep first. */
    List<Guest> named(Label label);

    /** The one of this id; none when it is unknown, or not known yet. */
    Optional<Guest> look(String id);

    /**
     * Has one made, without its disk, unless there is one of this name.
     *
     * @param fingerprint by which the order is recognised, at most 64 letters and digits
     * @return its id
     */
    String make(MachineOrder order, String fingerprint);

    /** Has it switched off, hard. It runs, stands still, or is astray. */
    void switchOff(Guest guest);

    /** Has it switched on. It is off. */
    void switchOn(Guest guest);

    /** Brings it nearer to its end. It has to be off for certain before it is gone. */
    void remove(Guest guest);

    /** How it is, as far as that is known by more than a look. */
    default MachineStatus status(Guest guest) {
        return guest.stage().status;
    }
}
