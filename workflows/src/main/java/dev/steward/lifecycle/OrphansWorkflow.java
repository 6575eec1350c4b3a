package dev.steward.lifecycle;

import dev.steward.machines.Leftover;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Looks every now and then for what belongs to nobody on one infrastructure. Says so, and gives it back only when it is
 * told to, and only what has belonged to nobody for a while. Its id is {@link WorkflowIds#orphans}; runs for ever.
 */
@WorkflowInterface
public interface OrphansWorkflow {

    String TYPE = "Orphans";
    String RULES = "rules";

    @WorkflowMethod(name = TYPE)
    void run(Order order);

    /** Goes by these rules from now on, and looks again. */
    @SignalMethod(name = RULES)
    void rules(Rules rules);

    @QueryMethod
    Found found();

    /**
     * What it goes by.
     *
     * @param every how often to look
     * @param grace for how long something has to have belonged to nobody before it is given back
     * @param giveBack whether it is given back at all
     */
    record Rules(Duration every, Duration grace, boolean giveBack) {}

    /**
     * What there is to do.
     *
     * @param known what was found before
     */
    record Order(String infrastructure, Rules rules, List<Orphan> known) {}

    /**
     * Something that belongs to nobody.
     *
     * @param since when it was first found so
     */
    record Orphan(Leftover thing, Instant since) {}

    /**
     * What the last look found.
     *
     * @param at when it was; null before the first
     * @param givenBack how many things have been given back in the last round
     */
    record Found(@org.jspecify.annotations.Nullable Instant at, List<Orphan> orphans, int givenBack) {}
}
