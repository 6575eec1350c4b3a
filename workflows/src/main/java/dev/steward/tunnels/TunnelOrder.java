package dev.steward.tunnels;

import dev.steward.cluster.UserAuthority;
import java.time.Instant;

/**
 * An order for a pass.
 *
 * @param name whose tunnel it is
 * @param authority signs it
 * @param wish what was asked for
 * @param until when it ends
 */
public record TunnelOrder(TunnelName name, UserAuthority authority, TunnelWish wish, Instant until) {}
