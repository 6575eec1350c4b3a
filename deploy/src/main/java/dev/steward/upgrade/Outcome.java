package dev.steward.upgrade;

import java.time.Duration;

/** What became of an instance's upgrade. */
public sealed interface Outcome {

    /** For people. */
    String sentence();

    /** It is of the new edition, and was not before. */
    record Upgraded(Duration took) implements Outcome {
        @Override
        public String sentence() {
            return "upgraded in " + took.toSeconds() + " s";
        }
    }

    /** It was of the new edition already. */
    record Current() implements Outcome {
        @Override
        public String sentence() {
            return "was current already";
        }
    }

    /** There is nothing that could be upgraded. */
    record Skipped(String why) implements Outcome {
        @Override
        public String sentence() {
            return "skipped: " + why;
        }
    }

    /** It is not of the new edition. */
    record Failed(String why) implements Outcome {
        @Override
        public String sentence() {
            return "FAILED: " + why;
        }
    }

    /** Another failed before it was its turn. */
    record NotBegun() implements Outcome {
        @Override
        public String sentence() {
            return "not begun";
        }
    }
}
