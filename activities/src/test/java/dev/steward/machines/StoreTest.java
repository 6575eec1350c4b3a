package dev.steward.machines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.machines.BlockStorage.Stage;
import dev.steward.trouble.Trouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Disks of a cloud: nothing but their deletion ends them, and no machine that may run has them then. */
class StoreTest {

    private static final Label LABEL = new Label(new Owner("ours"), "n1", 0);

    private final FakeHypervisor machines = new FakeHypervisor();
    private final FakeBlockStorage volumes = new FakeBlockStorage();
    private final Store store = new Store(volumes, machines);

    @Test
    void aDiskIsReadyWhenItIsHandedOver() {
        Disk disk = store.create(new DiskOrder(LABEL, 2));

        assertThat(disk).isEqualTo(new Disk(LABEL, "v", 2));
        assertThat(volumes.volumes.get("v").stage()).isEqualTo(Stage.FREE);
    }

    @Test
    void aDiskThatCameToNothingIsGivenBack() {
        volumes.made = Stage.FAILED;

        assertThatThrownBy(() -> store.create(new DiskOrder(LABEL, 2)))
                .satisfies(e -> assertThat(Trouble.of(e).kind()).isEqualTo(Trouble.Kind.NO_CAPACITY));
        assertThat(volumes.volumes).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Hypervisor.Stage.class,
            names = {"OFF", "GONE"},
            mode = Mode.EXCLUDE)
    void aDiskOfAMachineThatMayRunIsNotDeleted(Hypervisor.Stage stage) {
        machines.has("m", stage, "");
        volumes.has("v", Stage.ATTACHED, "m");

        assertThatThrownBy(() -> store.delete(LABEL)).hasMessageContaining("v is attached to m");
        assertThat(volumes.asked).isEmpty();
    }

    @Test
    void fromAMachineThatIsOffItIsDetachedFirst() {
        machines.has("m", Hypervisor.Stage.OFF, "");
        volumes.has("v", Stage.ATTACHED, "m");

        store.delete(LABEL);

        assertThat(volumes.asked).containsExactly("detach from m", "delete");
    }

    @Test
    void theSameForAMachineThatIsGone() {
        volumes.has("v", Stage.ATTACHED, "gone");

        store.delete(LABEL);

        assertThat(volumes.volumes).isEmpty();
    }
}
