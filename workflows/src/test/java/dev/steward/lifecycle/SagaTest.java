package dev.steward.lifecycle;

import java.util.EnumSet;

/** All but updates. */
class SagaTest extends Sagas {

    SagaTest() {
        super(EnumSet.complementOf(EnumSet.of(Saga.UPDATE, Saga.GROW, Saga.SHRINK)));
    }
}
