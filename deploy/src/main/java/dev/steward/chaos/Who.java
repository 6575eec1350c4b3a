package dev.steward.chaos;

/** Whom a fault strikes, by the part they play at that moment. */
public enum Who {
    /** Who takes the writes. */
    LEADER("the leader"),
    /** Any other. */
    STANDBY("a standby"),
    STANDBYS("both standbys"),
    LEADER_AND_STANDBY("the leader and a standby"),
    EVERYBODY("every node");

    private final String told;

    Who(String told) {
        this.told = told;
    }

    @Override
    public String toString() {
        return told;
    }
}
