package dev.steward.document;

import java.util.List;
import java.util.stream.Collectors;

/** A file that can't be used as it is, with everything that has to be changed. */
public final class BrokenDocumentException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    /**
     * Says why.
     *
     * @param problems at least one
     */
    public BrokenDocumentException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public BrokenDocumentException(Problem problem) {
        this(List.of(problem));
    }

    /** In the order of the file. */
    public List<Problem> problems() {
        return problems;
    }
}
