package dev.steward.tour;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the tour tells a person, each line with the time since it began. Thread-safe. */
public final class Story {

    private static final String PLAIN = "\033[0m";
    private static final String BOLD = "\033[1;36m";
    private static final String FAINT = "\033[2m";
    private static final String GREEN = "\033[32m";
    private static final String RED = "\033[1;31m";

    private final PrintStream out;
    private final boolean colour;
    private final long began = System.nanoTime();

    private String chapter = "start";
    private String lastProgress = "";
    private boolean ended;
    private @Nullable Thread teller;

    public Story(PrintStream out, boolean colour) {
        this.out = out;
        this.colour = colour;
    }

    /** Begins a part; until the next one, what fails, fails in it. */
    public synchronized void chapter(String title) {
        chapter = title;
        line("", "");
        line(BOLD, "== " + title);
    }

    public synchronized String chapter() {
        return chapter;
    }

    public void say(String sentence) {
        line("", "   " + sentence);
    }

    /** Something expected has come true. */
    public void good(String sentence) {
        line(GREEN, " ✓ " + sentence);
    }

    public void bad(String sentence) {
        line(RED, " ✗ " + sentence);
    }

    /** How far something is; the same twice is told once. The broker's own count of time is left to this story's. */
    public synchronized void progress(String described) {
        String what = described.replaceFirst(", ([0-9]+ min )?[0-9]+ s so far", "");
        if (!what.isEmpty() && !what.equals(lastProgress)) {
            lastProgress = what;
            line(FAINT, "     … " + what);
        }
    }

    /** From now on only whoever calls this tells: what the others tell is over. */
    public synchronized void takeOver() {
        teller = Thread.currentThread();
    }

    /** The last line, for programs; nothing is told after it. */
    public synchronized void end(String lastLine) {
        if (isTeller()) {
            ended = true;
            out.println(lastLine);
            out.flush();
        }
    }

    private synchronized void line(String style, String text) {
        if (!isTeller()) {
            return;
        }
        String time = text.isEmpty() ? "" : String.format(Locale.ROOT, "%6.1f s  ", seconds(elapsed()));
        out.println(colour && !style.isEmpty() ? time + style + text + PLAIN : time + text);
        out.flush();
    }

    private boolean isTeller() {
        return !ended && (teller == null || teller == Thread.currentThread());
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    static double seconds(Duration time) {
        return time.toMillis() / 1000.0;
    }

    /** {@code 4.3 s}, or {@code 870 ms} below a second. */
    public static String told(Duration time) {
        return time.toMillis() < 1000 ? time.toMillis() + " ms" : String.format(Locale.ROOT, "%.1f s", seconds(time));
    }
}
