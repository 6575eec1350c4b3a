package dev.steward.lifecycle;

import java.util.EnumSet;

/** Updates to more machines, and to fewer. */
class ReshapeSagaTest extends Sagas {

    ReshapeSagaTest() {
        super(EnumSet.of(Saga.GROW, Saga.SHRINK));
    }
}
