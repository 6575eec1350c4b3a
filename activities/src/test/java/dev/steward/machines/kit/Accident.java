package dev.steward.machines.kit;

/** What can happen to a machine. */
public enum Accident {
    /** Its power fails. */
    DIES,
    /** It makes no progress any more, and neither answers nor ends. */
    FREEZES
}
