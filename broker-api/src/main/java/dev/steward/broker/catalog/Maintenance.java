package dev.steward.broker.catalog;

/**
 * Which edition of its software a plan's instances are made of (OSB 2.17, Maintenance Info Object).
 *
 * @param version a semantic version
 * @param description what changes with it, for people; empty when nothing is said
 */
public record Maintenance(String version, String description) {}
