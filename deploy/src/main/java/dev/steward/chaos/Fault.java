package dev.steward.chaos;

import dev.steward.lab.Command;

/** Something that goes wrong. */
public sealed interface Fault
        permits KillPostmaster,
                KillMachine,
                Freeze,
                FreezeUntilSealed,
                CutFromPeers,
                CutFromHost,
                CutFromEverything,
                Unplug,
                StopCheckpointer,
                FillDisk,
                SlowDisk,
                HoldUpReplay,
                KillDaemon {

    /** What happens, for people: {@code kill -9 of the leader's postmaster}. */
    String told();

    /**
     * Lets it happen.
     *
     * @return how it ends, when an episode gives it an end
     * @throws Command.Failed when it can't: its victim may be gone already
     */
    Mending strike(Scene scene);
}
