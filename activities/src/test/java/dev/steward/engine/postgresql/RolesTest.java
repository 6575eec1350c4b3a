package dev.steward.engine.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

final class RolesTest {

    @Property
    void aRolesNameIsPlainWhateverTheBindingsId(@ForAll String id) {
        assertThat(Roles.of(id)).matches("b_[0-9a-f]{16}").isEqualTo(Roles.of(id));
    }

    @Property
    void differentBindingsHaveDifferentRoles(@ForAll String one, @ForAll String other) {
        assertThat(Roles.of(one).equals(Roles.of(other))).isEqualTo(one.equals(other));
    }
}
