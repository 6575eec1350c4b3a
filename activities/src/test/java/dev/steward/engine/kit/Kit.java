package dev.steward.engine.kit;

/** What all chapters of the kit begin with. */
interface Kit {

    Subject subject();
}
