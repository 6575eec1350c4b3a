package dev.steward.machines.docker;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A range of IPv4 addresses, cut into subnets of 16: one for the gateway, up to 13 for nodes.
 *
 * @param first its first address, as a number
 * @param bits the length of its prefix, 8 to 28
 */
public record SubnetPool(int first, int bits) {

    private static final int SUBNET_BITS = 28;
    private static final int LARGEST = (1 << (32 - SUBNET_BITS)) - 3;

    public SubnetPool {
        if (bits < 8 || bits > SUBNET_BITS || (first & ((1 << (32 - bits)) - 1)) != 0) {
            throw new IllegalArgumentException("a pool of subnets has a prefix of 8 to 28 bits and begins at it");
        }
    }

    /**
     * Reads CIDR notation.
     *
     * @throws IllegalArgumentException when it is anything else
     */
    public static SubnetPool parse(String cidr) {
        if (!cidr.matches("\\d{1,3}(\\.\\d{1,3}){3}/\\d{1,2}")) {
            throw new IllegalArgumentException("not a range of addresses like 10.89.0.0/16: " + cidr);
        }
        String[] parts = cidr.split("[./]");
        int address = 0;
        for (int i = 0; i < 4; i++) {
            int part = Integer.parseInt(parts[i]);
            if (part > 255) {
                throw new IllegalArgumentException("not a range of addresses like 10.89.0.0/16: " + cidr);
            }
            address = address << 8 | part;
        }
        return new SubnetPool(address, Integer.parseInt(parts[4]));
    }

    /** All its subnets, in an order that begins at a place of its own for every owner. */
    Stream<String> subnetsFor(String ownerKey) {
        int count = 1 << (SUBNET_BITS - bits);
        int start = Math.floorMod(ownerKey.hashCode(), count);
        return IntStream.range(0, count).mapToObj(i -> subnet((start + i) % count));
    }

    private String subnet(int index) {
        return text(first + (index << (32 - SUBNET_BITS))) + "/" + SUBNET_BITS;
    }

    /** The subnet in which an address is. */
    static String subnetOf(String ip) {
        int address = 0;
        for (String part : ip.split("\\.")) {
            address = address << 8 | Integer.parseInt(part);
        }
        return text(address >>> (32 - SUBNET_BITS) << (32 - SUBNET_BITS)) + "/" + SUBNET_BITS;
    }

    /**
     * The address of a node.
     *
     * @param subnet in CIDR notation
     * @param ordinal the node's number, 1 to 13; before it is the gateway
     */
    static String address(String subnet, int ordinal) {
        if (ordinal < 1 || ordinal > LARGEST) {
            throw new IllegalArgumentException("a network has room for " + LARGEST + " nodes");
        }
        return text(parse(subnet).first + 1 + ordinal);
    }

    private static String text(int address) {
        return (address >>> 24) + "." + (address >>> 16 & 255) + "." + (address >>> 8 & 255) + "." + (address & 255);
    }
}
