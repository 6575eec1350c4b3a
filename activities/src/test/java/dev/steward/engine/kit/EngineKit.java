package dev.steward.engine.kit;

/**
 * The kit: a test class that implements it has all its tests. Such a class lives as long as its tests
 * ({@code @TestInstance(PER_CLASS)}), has one {@link Subject}, and closes it in the end.
 */
public interface EngineKit extends Repeatable, Epochs, Seals, Histories, Accesses, Restarts, Endings {}
