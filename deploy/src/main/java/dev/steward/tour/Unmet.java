package dev.steward.tour;

/** Something the tour expects did not come true. */
public final class Unmet extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String whereToLook;

    /**
     * An expectation that was not met.
     *
     * @param expected what was to be
     * @param seen what was instead
     * @param whereToLook for the evidence
     */
    public Unmet(String expected, String seen, String whereToLook) {
        super("expected " + expected + ", but " + seen);
        this.whereToLook = whereToLook;
    }

    public String whereToLook() {
        return whereToLook;
    }
}
