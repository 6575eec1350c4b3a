package dev.steward.chaos;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Episodes in the order of a seed: every one there is once before any comes a second time, with other chances then. */
public final class Deck {

    private final Random random;
    private final List<String> only;
    private final List<Episode> left = new ArrayList<>();

    /**
     * A deck.
     *
     * @param only the names of the episodes to draw from; empty for all
     * @throws IllegalArgumentException when there is no episode of such a name
     */
    public Deck(long seed, List<String> only) {
        this.random = new Random(seed);
        this.only = List.copyOf(only);
        List<String> names = new Catalogue(new Random(seed))
                .all().stream().map(Episode::name).toList();
        for (String name : only) {
            if (!names.contains(name)) {
                throw new IllegalArgumentException("no episode " + name + "; there are " + String.join(", ", names));
            }
        }
    }

    /** How many different ones there are. */
    public int size() {
        return only.isEmpty() ? new Catalogue(new Random(0)).all().size() : only.size();
    }

    public Episode draw() {
        if (left.isEmpty()) {
            new Catalogue(random)
                    .all().stream()
                            .filter(e -> only.isEmpty() || only.contains(e.name()))
                            .forEach(left::add);
            Collections.shuffle(left, random);
        }
        return left.removeLast();
    }
}
