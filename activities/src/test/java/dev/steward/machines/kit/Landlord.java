package dev.steward.machines.kit;

import dev.steward.machines.Machines;
import dev.steward.remote.Ssh;
import java.util.List;
import java.util.Optional;

/** An infrastructure under test: where machines are rented for real, and what can be done to it. */
public interface Landlord extends AutoCloseable {

    /** The infrastructure, as one installation sees it. Always the same. */
    Machines machines();

    /** The same infrastructure, as another installation sees it. */
    Machines seenByAnother();

    /** From where its operator lets clients in, in CIDR notation; nothing where it has no filters for them. */
    List<String> clients();

    /** Shows the key that its machines authorise. */
    Ssh ssh();

    /** Why a fault can't happen to this infrastructure; empty when it can. A test of it is then skipped, and says why. */
    Optional<String> spared(Fault fault);

    /** Has a fault happen to calls of {@link #machines()}, until it is closed. */
    Relief strike(Fault fault);

    /** Has something happen to a machine that nobody of ours asked for. */
    void strike(Accident accident, Rented machine);

    @Override
    void close();

    /** Ends a fault. */
    @FunctionalInterface
    interface Relief extends AutoCloseable {
        @Override
        void close();
    }
}
