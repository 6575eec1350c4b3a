package dev.steward.engine.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.machines.MachineSize;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SettingsTest {

    private static final MachineSize SIZE = new MachineSize(2, 4096);

    @Test
    void aPlanOverridesWhatFollowsFromTheSizeAndNotWhatTheRulesRestOn() {
        String conf = Settings.postgresqlConf(SIZE, Map.of("shared_buffers", "2GB", "fsync", "off"), false);
        assertThat(conf).containsSubsequence("shared_buffers = 1024MB", "shared_buffers = '2GB'");
        assertThat(conf).containsSubsequence("fsync = 'off'", "fsync = on");
        assertThat(conf).containsSubsequence("include 'names.conf'", "restart_after_crash = off");
    }

    @Test
    void onlyASingleNodeGoesOnAfterACrash() {
        assertThat(Settings.postgresqlConf(SIZE, Map.of(), true)).contains("restart_after_crash = on");
    }

    @Test
    void aSettingCanHoldQuotesAndNoOtherSetting() {
        assertThat(Settings.postgresqlConf(SIZE, Map.of("search_path", "a'b\\"), true))
                .contains("search_path = 'a''b\\\\'\n");
        assertThatThrownBy(() -> Settings.postgresqlConf(SIZE, Map.of("a", "b\nssl = off"), true))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Settings.postgresqlConf(SIZE, Map.of("a = b", "c"), true))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
