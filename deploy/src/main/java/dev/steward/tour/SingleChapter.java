package dev.steward.tour;

import static dev.steward.tour.Story.told;

import dev.steward.lab.LabMachine;
import dev.steward.load.Audit;
import dev.steward.platform.Credentials;
import java.time.Duration;
import java.util.function.Consumer;

/** One machine: lose the process, then the machine, and find the same data. */
final class SingleChapter {

    private static final Duration QUIET = Duration.ofSeconds(2);

    private final Guide guide;
    private final Tenant tenant;
    private final Measures measures;

    SingleChapter(Guide guide, Tenant tenant, Measures measures) {
        this.guide = guide;
        this.tenant = tenant;
        this.measures = measures;
    }

    void run() {
        guide.story().chapter("provision an instance of one machine");
        Duration time = tenant.provision();
        measures.seconds("provision_single_s", time);
        guide.story().good("made in " + told(time) + ": workflow cluster/" + tenant.id());
        Credentials app = tenant.bind("app");
        try (Stage stage = Stage.set(guide, tenant, app, 1)) {
            Guide.rest(QUIET);
            guide.story().chapter("kill its database process");
            endure(stage, "kill -9 of the first postgres process", guide.lab()::killDatabase);
            guide.story().chapter("kill its machine");
            endure(stage, "docker kill", guide.lab()::killMachine);
            stage.close();
            measures.audited(stage.audit());
        }
    }

    private void endure(Stage stage, String what, Consumer<LabMachine> fault) {
        LabMachine machine = stage.leader();
        long failures = stage.load().failures();
        Duration moment = stage.load().now();
        fault.accept(machine);
        Duration done = stage.load().now();
        guide.story().say(what + " on " + machine.name());
        stage.firstAfterFault(failures, done);
        stage.everybodyWritesAfter(stage.load().now());
        guide.story()
                .good("writes go on at the same address; nobody could write for "
                        + told(stage.load().acknowledged().longestGap(moment)));
        Audit audit = stage.audit();
        guide.story().good("the same data: all " + audit.acknowledged() + " acknowledged writes are there, once");
        Guide.rest(QUIET);
    }
}
