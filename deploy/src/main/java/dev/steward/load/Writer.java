package dev.steward.load;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An application that writes number after number. A number whose write was not acknowledged is never written again: only
 * so a number that is there twice is the database's doing.
 */
final class Writer implements Runnable {

    /** Between two writes, so that a few writers leave the machine room to breathe. */
    private static final Duration PACE = Duration.ofMillis(8);

    /** Before it connects again. */
    private static final Duration RETRY = Duration.ofMillis(30);

    /** The same when it was let down so often that nobody is there: knocking must not keep others from coming back. */
    private static final Duration SELDOM = Duration.ofMillis(250);

    private static final int OFTEN = 40;

    private final String name;
    private final Driver driver;
    private final Writes writes;
    private final Supplier<Duration> clock;
    private final Consumer<Acknowledgement> acknowledged;
    private final AtomicLong unanswered = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();

    private @Nullable Session session;
    private long sequence;
    private int inARow;
    private volatile boolean stopped;
    private volatile String lastTrouble = "";

    Writer(
            String name,
            Driver driver,
            Writes writes,
            Supplier<Duration> clock,
            Consumer<Acknowledgement> acknowledged) {
        this.name = name;
        this.driver = driver;
        this.writes = writes;
        this.clock = clock;
        this.acknowledged = acknowledged;
    }

    @Override
    public void run() {
        while (!stopped) {
            try {
                write();
                inARow = 0;
                rest(PACE);
            } catch (Unacknowledged e) {
                lastTrouble = e.reason();
                failures.incrementAndGet();
                hangUp();
                inARow++;
                rest(inARow < OFTEN ? RETRY : SELDOM);
            }
        }
        hangUp();
    }

    private void write() throws Unacknowledged {
        Session open = session == null ? driver.open() : session;
        session = open;
        sequence++;
        unanswered.incrementAndGet();
        Duration sent = clock.get();
        List<String> row = open.run(writes.statement(name, sequence)).getFirst();
        Duration told = clock.get();
        unanswered.decrementAndGet();
        int timeline = Integer.parseInt(row.get(1));
        acknowledged.accept(
                new Acknowledgement(name, sequence, sent, told, row.get(0).intern(), timeline));
    }

    private void hangUp() {
        if (session != null) {
            session.close();
            session = null;
        }
    }

    private void rest(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            stopped = true;
        }
    }

    /** Ends after the write that is under way. */
    void stop() {
        stopped = true;
    }

    String name() {
        return name;
    }

    /** How many of its writes were not acknowledged: each may have happened or not. */
    long unanswered() {
        return unanswered.get();
    }

    /** How often it was let down: by a write without an answer, or at the door. */
    long failures() {
        return failures.get();
    }

    String lastTrouble() {
        return lastTrouble;
    }
}
