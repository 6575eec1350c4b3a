package dev.steward.bench;

/** What happens to the leader of a cluster. */
public enum Episode {
    /** Its PostgreSQL's first process is killed; the machine goes on. */
    KILLED_POSTMASTER("killed postmaster"),

    /** A power cut. */
    KILLED_MACHINE("killed machine"),

    /** Nothing on it runs any more; its connections stay open and are silent. It goes on when another has taken over. */
    FROZEN_MACHINE("frozen machine"),

    /** Nobody reaches it and it reaches nobody: standbys, control plane, clients. It is back when another has taken over. */
    PARTITIONED_LEADER("partitioned leader"),

    /** An operator wants another node to lead. */
    SWITCHOVER("switchover");

    private final String title;

    Episode(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
