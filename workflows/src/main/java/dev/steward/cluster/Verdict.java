package dev.steward.cluster;

import java.util.List;
import java.util.Optional;

/**
 * What the watch concludes of a cluster.
 *
 * @param epoch the epoch in which it looked; a verdict of another epoch says nothing about this one
 * @param findings one for each node
 */
public record Verdict(Epoch epoch, List<Finding> findings) {

    public Verdict {
        findings = List.copyOf(findings);
    }

    public Optional<Finding> of(NodeName node) {
        return findings.stream().filter(f -> f.node().equals(node)).findFirst();
    }

    /** Whether it concludes the same and has the same concerns, whatever the evidence. */
    public boolean says(Verdict other) {
        return concludes(other) && concerns(this).equals(concerns(other));
    }

    /** Whether it concludes the same of every node's health. */
    public boolean concludes(Verdict other) {
        return epoch.equals(other.epoch) && conclusions(this).equals(conclusions(other));
    }

    private static List<String> conclusions(Verdict verdict) {
        return verdict.findings.stream().map(f -> f.node() + " " + f.health()).toList();
    }

    private static List<String> concerns(Verdict verdict) {
        return verdict.findings.stream().map(f -> f.node() + " " + f.concerns()).toList();
    }
}
