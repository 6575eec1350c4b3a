package dev.steward.machines;

import dev.steward.trouble.Trouble;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What the errors of an infrastructure mean, by how it says them. The first rule that applies counts; what none applies to
 * is a failure of the infrastructure's own, which may pass.
 */
public final class Faults {

    private record Rule(Pattern said, Function<String, Trouble> meaning) {}

    private final String infrastructure;
    private final List<Rule> rules = new ArrayList<>();

    /**
     * None yet.
     *
     * @param infrastructure its name, for the user
     */
    public Faults(String infrastructure) {
        this.infrastructure = infrastructure;
    }

    /**
     * Adds a rule.
     *
     * @param said a regular expression for all of an error's text, in capitals or not
     * @param meaning made of the evidence
     */
    public Faults when(String said, Function<String, Trouble> meaning) {
        rules.add(new Rule(Pattern.compile(said, Pattern.CASE_INSENSITIVE | Pattern.DOTALL), meaning));
        return this;
    }

    /**
     * What it means.
     *
     * @param what was asked, for the operator
     * @param said the error's text, by which rules apply
     * @param more of what was said, for the operator
     */
    public Trouble meaning(String what, String said, String more) {
        return rules.stream()
                .filter(rule -> rule.said.matcher(said).matches())
                .findFirst()
                .map(Rule::meaning)
                .orElse(evidence -> Mishap.failure(infrastructure, evidence))
                .apply((what + ": " + said + " " + more).strip());
    }
}
