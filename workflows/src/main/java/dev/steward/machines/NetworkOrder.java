package dev.steward.machines;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order for the network of one cluster. One that is there already becomes as it is ordered.
 *
 * @param owner whose it is
 * @param addresses how many machines it must have room for, at least 1
 * @param clients from where they may be reached, in CIDR notation, as far as the infrastructure's operator lets anybody
 *     in at all; empty: from everywhere
 */
public record NetworkOrder(Owner owner, int addresses, List<String> clients) {

    public NetworkOrder(Owner owner, int addresses, @Nullable List<String> clients) {
        this.owner = owner;
        this.addresses = addresses;
        this.clients = clients == null ? List.of() : List.copyOf(clients); // an order of before there was this field
    }
}
