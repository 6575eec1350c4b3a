package dev.steward.tour;

import static dev.steward.tour.Story.told;

import dev.steward.lab.LabMachine;
import dev.steward.lifecycle.Phase;
import dev.steward.lifecycle.Report;
import dev.steward.load.Acknowledgement;
import dev.steward.load.Audit;
import dev.steward.platform.Credentials;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Three machines: provision, bind, write, lose the leader's machine, go on, be whole again; from outside too. */
final class ClusterChapter {

    private static final Duration REPAIR_LIMIT = Duration.ofMinutes(5);
    private static final Duration QUIET = Duration.ofSeconds(3);

    private final Guide guide;
    private final Tenant tenant;
    private final Measures measures;

    ClusterChapter(Guide guide, Tenant tenant, Measures measures) {
        this.guide = guide;
        this.tenant = tenant;
        this.measures = measures;
    }

    void run() {
        provision();
        Credentials app = bind();
        try (Outsider outsider = Outsider.of(guide, tenant);
                Stage stage = Stage.set(guide, tenant, app, 2)) {
            outsider.asksWhoLeads();
            Guide.rest(QUIET);
            loseLeader(stage);
            outsider.asksWhoLeads();
            outsider.isShutOut();
            Guide.rest(QUIET);
            stage.close();
            audit(stage);
        }
    }

    private void provision() {
        guide.story().chapter("provision a cluster of three machines");
        Duration time = tenant.provision();
        measures.seconds("provision_cluster_s", time);
        guide.story().good("made in " + told(time));
        Report report = guide.instances().report(tenant.id());
        guide.story().say("led by " + report.leader() + "; a commit is confirmed by " + report.redundancy());
        report.members().forEach(m -> guide.story().say("  " + m.name() + " at " + m.ip()));
        guide.story().say("its workflow: cluster/" + tenant.id());
        if (!guide.temporalUi().isEmpty()) {
            guide.story().say("to look at in the Temporal UI: " + guide.temporalUi());
        }
    }

    private Credentials bind() {
        guide.story().chapter("bind an application");
        long began = System.nanoTime();
        Credentials app = tenant.bind("app");
        Duration time = Duration.ofNanos(System.nanoTime() - began);
        measures.millis("bind_ms", time);
        guide.story().good("credentials after " + told(time) + ", naming " + String.join(", ", app.hosts()));
        return app;
    }

    private void loseLeader(Stage stage) {
        guide.story().chapter("lose the leader's machine under load");
        Report before = guide.instances().report(tenant.id());
        LabMachine leader = stage.leader();
        Duration fault = stage.load().now();
        guide.lab().killMachine(leader);
        guide.story().say("docker kill " + leader.name() + " (" + leader.ip() + "): a power cut");
        takeOver(stage, leader, fault);
        restored(stage, before, fault);
    }

    private void takeOver(Stage stage, LabMachine leader, Duration fault) {
        Acknowledgement first = stage.firstNotBy(leader.ip(), fault);
        guide.story().good(first.server() + " took over: timeline " + first.timeline());
        Duration all = stage.everybodyWritesAfter(first.at());
        Duration gap = stage.load().acknowledged().longestGap(fault);
        measures.millis("write_gap_ms", gap);
        guide.story().good("nobody could write for " + told(gap));
        for (String writer : stage.load().writers()) {
            Duration own = stage.load().acknowledged().of(writer).longestGap(fault);
            guide.story().say("  " + writer + " was without an answer for " + told(own));
        }
        guide.story().say("every writer writes again " + told(all.minus(fault)) + " after the power cut");
    }

    private void restored(Stage stage, Report before, Duration fault) {
        guide.story().say("nobody is asked to repair anything; now the cluster is to be whole again by itself");
        Optional<Report> whole = Guide.watchFor(REPAIR_LIMIT, () -> {
            Report now = guide.instances().report(tenant.id());
            guide.story().progress(described(now));
            return Optional.of(now).filter(r -> isWhole(r, before));
        });
        if (whole.isEmpty()) {
            String now = described(guide.instances().report(tenant.id()));
            throw guide.unmet("three healthy nodes within " + REPAIR_LIMIT.toMinutes() + " min", now, tenant.id());
        }
        Duration time = stage.load().now().minus(fault);
        measures.seconds("redundancy_restored_s", time);
        guide.story().good("whole again " + told(time) + " after the power cut");
        guide.story().say("who did it: " + String.join(", ", guide.instances().workflows(tenant.id())));
        machines(whole.get());
    }

    private void machines(Report whole) {
        List<LabMachine> running = guide.lab().machines(tenant.id()).stream()
                .filter(LabMachine::running)
                .toList();
        if (running.size() != whole.members().size()) {
            throw guide.unmet(whole.members().size() + " machines to run", "Docker runs " + running, tenant.id());
        }
    }

    private static boolean isWhole(Report now, Report before) {
        return now.phase() == Phase.HEALTHY
                && now.epoch().compareTo(before.epoch()) > 0
                && now.redundancy().standbys().size()
                        == before.redundancy().standbys().size()
                && now.children().isEmpty();
    }

    private static String described(Report report) {
        String members = report.members().stream()
                .map(m -> m.name() + " " + m.health() + (m.fenced() ? "" : " (unfenced)"))
                .collect(Collectors.joining(", "));
        String work = report.children().isEmpty() ? "" : "; at work: " + String.join(", ", report.children());
        return report.phase() + ", epoch " + report.epoch() + ": " + members + work;
    }

    private void audit(Stage stage) {
        guide.story().chapter("check what the writers were told");
        Audit audit = stage.audit(tenant.bind("auditor"));
        measures.audited(audit);
        guide.story().good(audit.acknowledged() + " writes were acknowledged, and each is there exactly once");
        guide.story().say(stage.load().unanswered() + " more had no answer: they may have happened or not");
        guide.story().say("read by a second binding: what one application makes, the next can use");
        stage.oneLeaderAtATime();
    }
}
