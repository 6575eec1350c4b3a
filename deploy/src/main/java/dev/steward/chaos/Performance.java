package dev.steward.chaos;

import dev.steward.load.Acknowledgements;
import dev.steward.load.Audit;
import dev.steward.load.JdbcDriver;
import dev.steward.load.Session;
import dev.steward.load.Unacknowledged;
import dev.steward.load.Writes;
import dev.steward.tour.Guide;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One episode on one scene: what happens, what comes of it, and what is found afterwards. */
final class Performance {

    private static final Duration QUIET = Duration.ofSeconds(2);
    private static final Duration AUDIT = Duration.ofSeconds(60);

    private final Scene scene;
    private final Episode episode;
    private final Duration limit;
    private final List<String> complaints = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private final List<String> lost = new ArrayList<>();

    /**
     * A performance.
     *
     * @param limit how long the cluster may take to be whole again before it is given up
     */
    Performance(Scene scene, Episode episode, Duration limit) {
        this.scene = scene;
        this.episode = episode;
        this.limit = limit;
    }

    Outcome run() {
        if (scene.everybodyWritesAfter(Duration.ZERO, limit).isEmpty()) {
            complaints.add("not all applications could write before anything happened: "
                    + scene.load().troubles());
        }
        Guide.rest(QUIET);
        Play play = new Play(scene, episode);
        play(play);
        if (play.missed() >= episode.strikes().size()) {
            complaints.add("nothing of the episode could be done");
        }
        Optional<Duration> whole = whole();
        writesGoOn();
        scene.close();
        Acknowledgements told = scene.load().acknowledged();
        audit(told);
        told.overlaps().forEach(o -> complaints.add("two leaders at once: " + o));
        episode.complaint(told).ifPresent(complaints::add);
        return new Outcome(
                episode,
                told.longestGap(play.began()),
                told.count(),
                lost.size(),
                wrong,
                told.overlaps().size(),
                whole.map(w -> w.minus(play.began())),
                complaints);
    }

    private void play(Play play) {
        try {
            play.run();
        } catch (IllegalStateException e) {
            complaints.add("the episode broke off: " + e.getMessage());
        }
    }

    private Optional<Duration> whole() {
        Wholeness wholeness = new Wholeness(scene);
        Optional<Duration> whole = wholeness.await(limit);
        if (whole.isEmpty()) {
            complaints.add("not whole within " + limit.toSeconds() + " s: " + wholeness.seen());
        }
        return whole;
    }

    private void writesGoOn() {
        Duration moment = scene.load().now();
        if (scene.everybodyWritesAfter(moment, AUDIT).isEmpty()) {
            complaints.add("not every application writes again: " + scene.load().troubles());
        }
    }

    private void audit(Acknowledgements told) {
        try (Session session = new JdbcDriver(scene.binding(), AUDIT).open()) {
            List<Writes.Row> there = new ArrayList<>();
            for (Writes each : scene.writes()) {
                there.addAll(each.read(session));
                each.complaint(session).ifPresent(wrong::add);
            }
            Audit audit = Audit.of(told, there);
            lost.addAll(audit.lost());
            audit.duplicated().forEach(name -> wrong.add(name + " is there more than once"));
        } catch (Unacknowledged e) {
            told.all().forEach(a -> lost.add(a.writer() + " #" + a.sequence()));
            complaints.add("the data can't be read: " + e.reason());
        }
        complaints.addAll(wrong);
        if (!lost.isEmpty()) {
            complaints.add(lost.size() + " of " + told.count() + " acknowledged writes are lost");
        }
    }

    /** The names of the writes that are lost. */
    List<String> lost() {
        return lost;
    }
}
