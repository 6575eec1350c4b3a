package dev.steward.machines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.machines.Hypervisor.Stage;
import dev.steward.trouble.Trouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Machines of a cloud, and what has to be certain about them. */
class FleetTest {

    private static final Label LABEL = new Label(new Owner("ours"), "n1", 0);

    private final FakeHypervisor cloud = new FakeHypervisor();
    private final FakeBlockStorage volumes = new FakeBlockStorage();
    private final Fleet fleet = new Fleet(cloud, new Store(volumes, cloud));

    @Test
    void aMachineRunsAndHasItsDiskWhenItIsHandedOver() {
        volumes.has("v", BlockStorage.Stage.FREE);

        Machine machine = fleet.start(order("key"));

        assertThat(cloud.stage(machine.id())).isEqualTo(Stage.RUNNING);
        assertThat(volumes.volumes.get("v").machines()).containsExactly(machine.id());
    }

    @Test
    void theSameOrderIsForTheSameMachine() {
        volumes.has("v", BlockStorage.Stage.FREE);

        assertThat(fleet.start(order("key"))).isEqualTo(fleet.start(order("key")));
        assertThat(cloud.asked).isEmpty();
    }

    @Test
    void aMachineThatWasBornWithAnotherKeyMakesRoom() {
        volumes.has("v", BlockStorage.Stage.FREE);
        cloud.has("late", Stage.RUNNING, "another order");

        assertThat(fleet.start(order("key")).id()).isNotEqualTo("late");
        assertThat(cloud.machines).doesNotContainKey("late");
    }

    @Test
    void aMachineThatHasBeenOffMakesRoom() {
        volumes.has("v", BlockStorage.Stage.FREE);
        Machine first = fleet.start(order("key"));
        cloud.becomes(first.id(), Stage.OFF, Stage.OFF);
        volumes.has("v", BlockStorage.Stage.FREE);

        assertThat(fleet.start(order("key"))).isNotEqualTo(first);
        assertThat(cloud.machines).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"OFF", "ASTRAY", "STILL"})
    void aMachineThatCameToNothingIsGivenBackAndSaysWhy(Stage stage) {
        cloud.made = stage;

        assertThatThrownBy(() -> fleet.start(order("key")))
                .satisfies(e -> assertThat(Trouble.of(e)).isEqualTo(FakeHypervisor.FULL));
        assertThat(cloud.machines).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            names = {"OFF", "GONE"},
            mode = Mode.EXCLUDE)
    void aMachineIsOffWhenItsCloudIsCertain(Stage stage) {
        cloud.has("m", Stage.RUNNING, "");
        cloud.becomes("m", stage, stage == Stage.GOING ? Stage.GONE : Stage.RUNNING);

        fleet.powerOff(LABEL);

        assertThat(cloud.stage("m")).isIn(Stage.OFF, Stage.GONE);
    }

    @Test
    void aMachineThatIsOffIsLeftAlone() {
        cloud.has("m", Stage.OFF, "");

        fleet.powerOff(LABEL);

        assertThat(cloud.asked).isEmpty();
    }

    @Test
    void aMachineThatDiedIsNotSaidToRunWhileItsCloudTakesNoteOfIt() {
        cloud.has("m", Stage.LIMP, "");

        assertThat(fleet.status(LABEL)).isEqualTo(MachineStatus.FROZEN);
    }

    @ParameterizedTest
    @EnumSource(names = {"BUSY", "LIMP"})
    void aMachineThatIsBusyIsAskedNothingBeforeItIsNot(Stage busy) {
        cloud.has("m", Stage.RUNNING, "");
        cloud.becomes("m", busy, Stage.OFF);

        fleet.powerOff(LABEL);

        assertThat(cloud.asked).isEmpty();
    }

    @Test
    void aRebootIsOffAndOnAgain() {
        cloud.has("m", Stage.ASTRAY, "");

        fleet.reboot(LABEL);

        assertThat(cloud.asked).containsExactly("off m", "on m");
        assertThat(cloud.stage("m")).isEqualTo(Stage.RUNNING);
    }

    @Test
    void thereIsNothingToRebootWhereNothingIs() {
        assertThatThrownBy(() -> fleet.reboot(LABEL))
                .satisfies(e -> assertThat(Trouble.of(e).kind()).isEqualTo(Trouble.Kind.UNAVAILABLE));
    }

    @Test
    void whatIsDestroyedIsGone() {
        cloud.has("m", Stage.RUNNING, "");
        cloud.has("twin", Stage.OFF, "");

        fleet.destroy(LABEL);

        assertThat(cloud.machines).isEmpty();
    }

    @Test
    void ofSeveralTheOneThatRunsSaysHowItIs() {
        assertThat(fleet.status(LABEL)).isEqualTo(MachineStatus.ABSENT);
        cloud.has("going", Stage.GOING, "");
        assertThat(fleet.status(LABEL)).isEqualTo(MachineStatus.ABSENT);
        cloud.has("off", Stage.OFF, "");
        assertThat(fleet.status(LABEL)).isEqualTo(MachineStatus.STOPPED);
        cloud.has("runs", Stage.RUNNING, "");
        assertThat(fleet.status(LABEL)).isEqualTo(MachineStatus.RUNNING);
    }

    private static MachineOrder order(String key) {
        return new MachineOrder(
                LABEL,
                new MachineSize(1, 512),
                new Address("a", "10.0.0.2"),
                new Disk(LABEL, "v", 1),
                new HostKey(key, ""));
    }
}
