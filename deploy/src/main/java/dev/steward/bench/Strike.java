package dev.steward.bench;

import dev.steward.lab.Lab;
import dev.steward.lab.LabMachine;

/**
 * An episode as it strikes one machine.
 *
 * @param episode which
 * @param struck the leader's machine
 * @param contender whose leader it is
 * @param lab to break machines
 */
record Strike(Episode episode, LabMachine struck, Contender contender, Lab lab) {

    void begin() {
        switch (episode) {
            case KILLED_POSTMASTER -> lab.killDatabase(struck);
            case KILLED_MACHINE -> lab.killMachine(struck);
            case FROZEN_MACHINE -> lab.freeze(struck);
            case PARTITIONED_LEADER -> lab.isolate(struck);
            case SWITCHOVER -> contender.switchOver();
        }
    }

    /** Ends the fault, where it lasts; what the contender has done about the machine meanwhile stays. */
    void end() {
        switch (episode) {
            case FROZEN_MACHINE -> lab.thaw(struck);
            case PARTITIONED_LEADER -> lab.reconnect(struck);
            case KILLED_POSTMASTER, KILLED_MACHINE, SWITCHOVER -> {}
        }
        contender.assist(struck);
    }
}
