package dev.steward.bench;

/** Something went otherwise than a benchmark needs; its message is one sentence. The run gives no figure. */
public final class Spoilt extends RuntimeException {

    private static final long serialVersionUID = 1;

    public Spoilt(String sentence) {
        super(sentence);
    }
}
