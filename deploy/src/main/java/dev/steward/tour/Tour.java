package dev.steward.tour;

/** The main job, from an order to nothing left. */
public final class Tour {

    private final Guide guide;
    private final String installation;
    private final String plans;

    /**
     * A tour of one infrastructure.
     *
     * @param plans what the names of its plans end with
     */
    public Tour(Guide guide, String installation, String plans) {
        this.plans = plans;
        this.guide = guide;
        this.installation = installation;
    }

    /**
     * Takes the tour.
     *
     * @throws Unmet when something expected did not come true
     */
    public Measures run() {
        Measures measures = new Measures();
        guide.story().chapter("ask the broker for its catalog");
        Tenant cluster = Tenant.of(guide, "cluster-small" + plans);
        Tenant single = Tenant.of(guide, "single-small" + plans);
        guide.story()
                .good("it offers " + cluster.plan().name() + " and "
                        + single.plan().name());
        new ClusterChapter(guide, cluster, measures).run();
        new SingleChapter(guide, single, measures).run();
        new Farewell(guide, installation, measures).run(cluster, single);
        return measures;
    }
}
