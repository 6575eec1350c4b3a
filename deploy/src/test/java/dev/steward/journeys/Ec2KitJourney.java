package dev.steward.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.machines.Inspected;
import dev.steward.machines.Prerequisite;
import dev.steward.machines.kit.Landlord;
import dev.steward.machines.kit.MachinesKit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

/** EC2 passes the kit, in its lab. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Ec2KitJourney implements MachinesKit {

    private final Ec2Lab lab = new Ec2Lab();
    private final Landlord landlord = new Ec2Landlord(lab);

    @Override
    public Landlord landlord() {
        return landlord;
    }

    /** As an operator is told; {@code CreateAction} is the key of a condition. */
    private static Set<String> policy() throws IOException {
        String page = Files.readString(Path.of("docs", "ec2.md"));
        String document = page.substring(page.indexOf("{\"Version\""), page.indexOf("THE INSTALLATION"));
        return Pattern.compile("\"(ec2:(?!CreateAction)[A-Z]\\w+)\"")
                .matcher(document)
                .results()
                .map(action -> action.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * When everything has been called but {@code DetachVolume}, for a disk that is destroyed while a machine that is off
     * has it: the kit gives machines back first. {@code CreateTags} is what tagging at birth needs.
     */
    @AfterAll
    void thePolicyAllowsWhatWasCalledAndNoMore() throws IOException {
        try {
            assertThat(((Inspected) landlord.machines()).inspect()).allMatch(Prerequisite::isMet);
        } finally {
            landlord.close();
            lab.close();
        }
        Set<String> needed = new TreeSet<>(Ec2Calls.rights());
        needed.addAll(List.of("ec2:CreateTags", "ec2:DetachVolume"));
        assertThat(policy()).containsExactlyElementsOf(needed);
    }
}
