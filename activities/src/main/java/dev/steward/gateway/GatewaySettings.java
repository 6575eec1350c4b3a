package dev.steward.gateway;

import java.nio.file.Path;

/**
 * What an operator sets for a gateway.
 *
 * @param address where it listens
 * @param port where it listens, 0 to 65535; 0: any that is free
 * @param clientHost how clients call it
 * @param clientPort at which of its ports they reach it
 * @param hostKey the file of its key, in OpenSSH form; the same for all gateways of one name
 */
public record GatewaySettings(
        String address, int port, String clientHost, int clientPort, Path hostKey, Limits limits) {}
