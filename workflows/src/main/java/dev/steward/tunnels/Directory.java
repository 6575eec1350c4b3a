package dev.steward.tunnels;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway is told of a cluster: whom it lets in, and where they may go. Free of secrets.
 *
 * @param infrastructure where its nodes' addresses mean anything; null when it lets nobody in
 * @param authority by which its users' certificates are signed, one line in OpenSSH form; null while there is none
 * @param grants the tunnels that exist
 * @param nodes its nodes' addresses, by name
 * @param leader the name of the node that leads; null while none does
 */
public record Directory(
        @Nullable String infrastructure,
        @Nullable String authority,
        List<Grant> grants,
        Map<String, String> nodes,
        @Nullable String leader) {

    /** By this name whoever leads is reached. */
    public static final String LEADER = "leader";

    /** Of a cluster that does not exist, or lets nobody in. */
    public static final Directory EMPTY = new Directory(null, null, List.of(), Map.of(), null);

    public Directory {
        grants = List.copyOf(grants);
        nodes = Map.copyOf(nodes);
    }

    /**
     * A tunnel.
     *
     * @param binding whose
     * @param certificate the only one by which it is opened, one line in OpenSSH form
     * @param port of the nodes, the only one it leads to
     * @param until when it ends
     */
    public record Grant(String binding, String certificate, int port, Instant until) {}

    /** As gateways of these infrastructures are told it: elsewhere the same addresses may be somebody else's. */
    public Directory on(Collection<String> infrastructures) {
        return infrastructure != null && infrastructures.contains(infrastructure) ? this : EMPTY;
    }

    /** The tunnel of this binding, if there is one. */
    public Optional<Grant> grant(String binding) {
        return grants.stream().filter(g -> g.binding().equals(binding)).findFirst();
    }

    /** The address of {@link #LEADER} or of a node of this name. */
    public Optional<String> address(String target) {
        String node = target.equals(LEADER) ? leader : target;
        return node == null ? Optional.empty() : Optional.ofNullable(nodes.get(node));
    }
}
