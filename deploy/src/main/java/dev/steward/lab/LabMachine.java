package dev.steward.lab;

/**
 * A machine as Docker sees it.
 *
 * @param id Docker's
 * @param name Docker's
 * @param ip its address in its cluster's network; empty while it has none
 * @param running whether it runs
 */
public record LabMachine(String id, String name, String ip, boolean running) {}
