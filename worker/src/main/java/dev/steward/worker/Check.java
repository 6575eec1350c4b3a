package dev.steward.worker;

import dev.steward.machines.Prerequisite;
import dev.steward.trouble.Trouble;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks over an infrastructure for its operator. */
final class Check {

    private static final int IN_ORDER = 0;
    private static final int SOMETHING_IS_MISSING = 1;

    private static final Logger LOG = LoggerFactory.getLogger(Check.class);

    private Check() {}

    /** Tells the log what is missing, without keeping anybody waiting. */
    static void inBackground(String name, Infrastructure infrastructure) {
        Thread.ofVirtual()
                .name("check " + name)
                .start(() -> of(infrastructure).stream()
                        .filter(p -> !p.isMet())
                        .forEach(p -> LOG.warn("{} lacks {}: {}", name, p.what(), p.remedy())));
    }

    /** Whatever is looked at, and why no more could be. */
    static List<Prerequisite> of(Infrastructure infrastructure) {
        try {
            return infrastructure.inspected().inspect();
        } catch (RuntimeException e) {
            return List.of(Prerequisite.missing(
                    "everything that was to be looked at next", Trouble.of(e).forOperator()));
        }
    }

    /**
     * Prints a line for each thing that was looked at.
     *
     * @return the exit status: 0 when everything is there
     */
    static int run(Infrastructure infrastructure) {
        List<Prerequisite> all = of(infrastructure);
        all.forEach(p -> System.out.println(
                p.isMet() ? "ok       " + p.what() : "MISSING  " + p.what() + "\n         -> " + p.remedy()));
        return all.stream().allMatch(Prerequisite::isMet) ? IN_ORDER : SOMETHING_IS_MISSING;
    }
}
