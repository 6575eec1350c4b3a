package dev.steward.tour;

import dev.steward.tunnel.Key;
import dev.steward.tunnel.OpenSsh;
import dev.steward.tunnel.PersonalKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A person who can't reach the machines, and has nothing but a service key with a tunnel, OpenSSH's client and psql. */
final class Outsider implements AutoCloseable {

    private static final String NAME = "outsider";
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final long CUT_MILLIS = 1000;

    private final Guide guide;
    private final Tenant tenant;
    private final PersonalKey own;
    private final OpenSsh tunnel;

    private Outsider(Guide guide, Tenant tenant, PersonalKey own, OpenSsh tunnel) {
        this.guide = guide;
        this.tenant = tenant;
        this.own = own;
        this.tunnel = tunnel;
    }

    /** Somebody who has just opened a tunnel. */
    static Outsider of(Guide guide, Tenant tenant) {
        guide.story().chapter("reach the database from outside, through a tunnel");
        try {
            PersonalKey own = PersonalKey.make();
            Key key = tenant.bindTunnel(NAME, Map.of("public_key", own.publicHalf(), "expires_in", "10m"));
            OpenSsh tunnel = OpenSsh.open(key.atFreePort(), Optional.of(own.privateHalf()));
            guide.story().good("ssh has opened it; it ends at " + key.until());
            return new Outsider(guide, tenant, own, tunnel);
        } catch (IOException e) {
            throw guide.unmet("a tunnel", String.valueOf(e.getMessage()), tenant.id());
        }
    }

    /** Asks who is at the other end, until somebody is. */
    void asksWhoLeads() {
        Optional<String> leader = Guide.watchFor(LIMIT, () -> ask("select host(inet_server_addr())"));
        if (leader.isEmpty()) {
            throw guide.unmet("psql to be answered through the tunnel", "it is not", tenant.id());
        }
        guide.story().good("psql through the tunnel is answered by " + leader.get());
    }

    /** Loses what he came by, and with it the tunnel. */
    void isShutOut() {
        tenant.unbind(NAME);
        if (!ends()) {
            throw guide.unmet("unbind to cut the tunnel within a second", "it is open", tenant.id());
        }
        guide.story().good("unbind has cut the tunnel");
    }

    private boolean ends() {
        try {
            return tunnel.ends(CUT_MILLIS);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private Optional<String> ask(String sql) {
        try {
            return tunnel.ask(sql);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted", e);
    }

    @Override
    public void close() {
        tunnel.close();
        own.close();
    }
}
