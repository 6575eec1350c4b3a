package dev.steward.chaos;

import dev.steward.load.Acknowledgements;
import dev.steward.load.Audit;
import dev.steward.load.Session;
import dev.steward.load.Unacknowledged;
import dev.steward.load.Writes;
import java.util.ArrayList;
import java.util.List;

/** What was acknowledged in earlier episodes of a cluster, and was there then: it has to be there for ever. */
final class Past {

    private final List<Chapter> chapters = new ArrayList<>();

    private record Chapter(List<Writes> writes, Acknowledgements told) {}

    void add(List<Writes> writes, Acknowledgements told) {
        chapters.add(new Chapter(writes, told));
    }

    /** What is not there any more. */
    List<String> lost(Session session) throws Unacknowledged {
        List<String> lost = new ArrayList<>();
        for (Chapter chapter : chapters) {
            List<Writes.Row> there = new ArrayList<>();
            for (Writes each : chapter.writes) {
                there.addAll(each.read(session));
                each.complaint(session).ifPresent(lost::add);
            }
            lost.addAll(Audit.of(chapter.told, there).lost());
        }
        return lost;
    }
}
