package dev.steward.machines;

import java.util.List;

/**
 * What is the same on every cloud.
 *
 * @param installation tells apart several Stewards there; letters and digits
 * @param workers from where the control plane comes, in CIDR notation: every port is open to it
 * @param allowed from where applications come, in CIDR notation: all TCP ports above 1023 are open to them
 * @param authorisedKey our public SSH key, one line in OpenSSH form
 */
public record Terms(String installation, List<String> workers, List<String> allowed, String authorisedKey) {}
