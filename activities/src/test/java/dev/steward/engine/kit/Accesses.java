package dev.steward.engine.kit;

import static dev.steward.engine.kit.Tried.N1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.engine.Engine;
import dev.steward.engine.kit.Subject.Application;
import org.junit.jupiter.api.Test;

/** Bindings: given, taken away, and the same under every leader. */
interface Accesses extends Kit {

    @Test
    default void aBindingLivesUntilItIsTakenAway() throws Exception {
        Tried tried = Tried.made(subject(), 3);
        Engine engine = subject().engine();
        try (Application first = tried.bound("first");
                Application second = tried.bound("second; of any name")) {
            tried.write(first, "by the first");
            tried.write(second, "by the second");
            engine.unbind(tried.view(), "second; of any name");
            assertThatThrownBy(() -> second.write("too late")).isNotNull();
            subject().crash(tried.view(), N1);
            tried.takeOver(tried.standbys());
            assertThatThrownBy(() -> second.write("too late")).isNotNull();
            tried.write(first, "under another leader");
            tried.requireAll(first);
            assertThat(first.has("too late")).isFalse();
        }
    }
}
