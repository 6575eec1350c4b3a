package dev.steward.tour;

/** The tour's program. */
public final class Tour {
    private Tour() {}

    public static void main(String[] args) {
        System.out.println("The tour shows nothing yet.");
    }
}
