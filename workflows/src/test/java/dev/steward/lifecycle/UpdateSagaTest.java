package dev.steward.lifecycle;

import java.util.EnumSet;

/** Updates. */
class UpdateSagaTest extends Sagas {

    UpdateSagaTest() {
        super(EnumSet.of(Saga.UPDATE));
    }
}
