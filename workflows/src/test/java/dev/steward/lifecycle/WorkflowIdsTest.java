package dev.steward.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.cluster.ClusterId;
import dev.steward.cluster.Request;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkflowIdsTest {

    @Test
    void anIdThatTemporalCouldNotTakeIsAbridgedAndStillItsOwn() {
        String longest = "\uD83D\uDE00".repeat(127);
        String one = WorkflowIds.cluster(new ClusterId(longest + "a"));
        String other = WorkflowIds.cluster(new ClusterId(longest + "b"));

        assertThat(one).hasSizeLessThan(970).isNotEqualTo(other);
        assertThat(WorkflowIds.cluster(new ClusterId("a/b c~"))).isEqualTo("cluster/a%2Fb+c%7E");
    }

    @Test
    void whatAPlatformTellsIsKeptWithoutWhatNoIndexTakes() {
        Request request =
                new Request("service", "plan", Map.of(), Map.of("organization_guid", "a\u0000b\n" + "x".repeat(300)));

        assertThat(SearchAttributes.organization(request)).isEqualTo("ab" + "x".repeat(253));
    }
}
