package dev.steward.lab;

/**
 * A machine as Docker sees it.
 *
 * @param id Docker's
 * @param name Docker's
 * @param ip the address it was made with, in its cluster's network
 * @param running whether it runs
 */
public record LabMachine(String id, String name, String ip, boolean running) {}
