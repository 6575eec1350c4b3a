package dev.steward.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.instances.Search;
import dev.steward.instances.Table;
import dev.steward.lifecycle.SearchAttributes;
import java.util.List;
import org.junit.jupiter.api.Test;

class InstancesProgramTest {

    @Test
    void everyConditionHasToBeSo() {
        Search search = InstancesProgram.search(List.of("--state", "healthy", "--organization", "o'r\\g"));

        assertThat(search.conditions())
                .containsEntry(SearchAttributes.PHASE, "HEALTHY")
                .containsEntry(SearchAttributes.ORGANIZATION, "o'r\\g");
        assertThat(SearchAttributes.is(SearchAttributes.ORGANIZATION, "o'r\\g"))
                .isEqualTo("StewardOrganization = 'o\\'r\\\\g'");
    }

    @Test
    void whatCantBeAskedForIsExplained() {
        for (List<String> arguments :
                List.of(List.of("--colour", "red"), List.of("--plan"), List.of("plan", "single"))) {
            assertThatThrownBy(() -> InstancesProgram.search(arguments)).hasMessageContaining("usage: instances");
        }
    }

    @Test
    void columnsInWhichNothingIsWrittenAreLeftOut() {
        assertThat(Table.of(List.of("A", "B", "C"), List.of(List.of("one", "-", "x"), List.of("2", "-", "-"))))
                .isEqualTo("A    C\none  x\n2    -");
    }
}
