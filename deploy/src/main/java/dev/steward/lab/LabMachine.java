package dev.steward.lab;

/**
 * A machine as Docker sees it.
 *
 * @param id Docker's
 * @param name Docker's
 * @param network the name of its network; empty when it has none
 * @param ip the address it was made with, in its cluster's network
 * @param running whether it runs
 */
public record LabMachine(String id, String name, String network, String ip, boolean running) {}
