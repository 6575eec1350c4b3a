package dev.steward.broker.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsersTest {

    @TempDir
    private Path folder;

    @Test
    void oldAndNewPasswordsServeAtTheSameTimeWhereverTheyComeFrom() throws Exception {
        Path file = Files.writeString(folder.resolve("users"), "# of the platform\n\ncf:old\n");
        Users users = Users.of(Optional.of(file), List.of("cf:new", "ops:a:b"));

        assertThat(List.of("cf:old", "cf:new", "ops:a:b")).allMatch(users::include);
        assertThat(List.of("cf:", "cf:olds", "ops:a", "# of the platform", "")).noneMatch(users::include);
    }

    @Test
    void noUserAtAllIsRefused() throws Exception {
        Path empty = Files.writeString(folder.resolve("users"), "\n");
        assertThatThrownBy(() -> Users.of(Optional.of(empty), List.of())).hasMessageContaining("holds no user");
        assertThatThrownBy(() -> Users.of(Optional.empty(), List.of())).hasMessageContaining("holds no user");
    }

    @Test
    void whatIsBrokenIsNamedAndNotTold() {
        assertThatThrownBy(() -> Users.of(Optional.empty(), List.of("cf:x", "topsecret")))
                .hasMessageContaining("credentials:2")
                .hasMessageContaining("has to be <user>:<password>")
                .hasMessageNotContaining("topsecret");
    }
}
