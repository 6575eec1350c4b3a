package dev.steward.machines;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who is let in: what the owner asks for, as far as the operator lets anybody in. */
class AdmissionTest {

    private static final Admission MEMBERS = new Admission("sg-1", 0);
    private static final Admission WORKERS = new Admission("10.9.0.1/32", 0);

    @Test
    void membersAndWorkersAreLetInToEverything() {
        assertThat(admitted(List.of(), List.of())).containsExactlyInAnyOrder(MEMBERS, WORKERS);
    }

    @Test
    void whoAsksForNothingIsReachedFromWhereverTheOperatorAllows() {
        assertThat(clients(List.of("10.0.0.0/8", "172.16.0.0/12"), List.of()))
                .containsExactlyInAnyOrder("10.0.0.0/8", "172.16.0.0/12");
    }

    @Test
    void nobodyIsLetInFromElsewhereByAsking() {
        assertThat(clients(List.of("10.0.0.0/8"), List.of("0.0.0.0/0"))).containsExactly("10.0.0.0/8");
        assertThat(clients(List.of("10.0.0.0/8"), List.of("192.168.0.0/16"))).isEmpty();
        assertThat(clients(List.of(), List.of("10.0.0.0/8"))).isEmpty();
    }

    @Test
    void theOwnerMayBeNarrower() {
        assertThat(clients(List.of("10.0.0.0/8"), List.of("10.1.0.0/16", "10.2.3.4/32")))
                .containsExactlyInAnyOrder("10.1.0.0/16", "10.2.3.4/32");
    }

    @Test
    void aRangeIsToldAsInfrastructuresTellIt() {
        assertThat(clients(List.of("10.0.0.7/8"), List.of("10.1.2.3/16"))).containsExactly("10.1.0.0/16");
        assertThat(clients(List.of("0.0.0.0/0"), List.of("255.255.255.255/32"))).containsExactly("255.255.255.255/32");
        assertThat(clients(List.of("0.0.0.0/0"), List.of())).containsExactly("0.0.0.0/0");
    }

    @Test
    void ipv6IsOfNoUseWhereMachinesHaveNone() {
        assertThat(clients(List.of("0.0.0.0/0"), List.of("fd00::/8"))).isEmpty();
    }

    @Test
    void whatIsOpenAndNotWantedIsClosedAndTheRestIsLeftAlone() {
        Admission stays = new Admission("10.0.0.0/8", 1024);
        Admission goes = new Admission("10.1.0.0/16", 1024);
        List<Admission> opened = new ArrayList<>();
        List<Admission> closed = new ArrayList<>();

        Admission.apply(Set.of(MEMBERS, stays), Set.of(stays, goes), opened::add, closed::add);

        assertThat(opened).containsExactly(MEMBERS);
        assertThat(closed).containsExactly(goes);
    }

    private static List<String> clients(List<String> operators, List<String> owners) {
        return admitted(operators, owners).stream()
                .filter(a -> !a.isOfEveryKind())
                .map(Admission::source)
                .toList();
    }

    private static Set<Admission> admitted(List<String> operators, List<String> owners) {
        Terms terms = new Terms("test", List.of("10.9.0.1/32"), operators, "key");
        return Admission.all("sg-1", terms, new NetworkOrder(new Owner("o"), 3, owners));
    }
}
