package dev.steward.machines.kit;

/**
 * The kit: a test class that implements it has all its tests. Such a class lives as long as its tests
 * ({@code @TestInstance(PER_CLASS)}), has one {@link Landlord}, and closes it in the end.
 */
public interface MachinesKit extends ByName, Lives, Disks, Neighbours, Growth, Leftovers, Misfortunes {}
