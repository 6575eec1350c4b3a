package dev.steward.machines;

import java.util.List;

/** An infrastructure that can be looked over: its operator finds what is missing before his users do. */
public interface Inspected {

    /**
     * Looks whether everything is there that machines will need: image, sizes, network, rights, room. Changes nothing
     * that stays.
     *
     * @return what was looked at, in the order in which it is best set right
     */
    List<Prerequisite> inspect();
}
