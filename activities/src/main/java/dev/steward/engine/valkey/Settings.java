package dev.steward.engine.valkey;

import dev.steward.machines.MachineSize;
import java.util.Map;
import java.util.TreeMap;

/**
 * The settings of a node. Three layers, of which the later wins: what follows from the machine's size, what the plan
 * says, and what our rules rest on.
 *
 * <p>The log is synced every second, not at every write: Valkey acknowledges before anybody else has a write, so a sync
 * would not make that one safe from what a cluster is for, the loss of a machine, and would hold up everybody's commands.
 * Who needs more asks for it write by write, by {@code WAIT} and {@code WAITAOF}.
 */
final class Settings {

    /**
     * What a plan may not change: every line is a part of a promise. Replies that a tenant does not read, and values that he
     * has made up for RESTORE, would else end the server.
     */
    private static final String RULES = """
            port 0
            tls-port 6379
            tls-replication yes
            tls-auth-clients no
            tls-protocols "TLSv1.2 TLSv1.3"
            tls-ca-cert-file /etc/steward/tls/ca.crt
            tls-cert-file /etc/steward/tls/server.crt
            tls-key-file /etc/steward/tls/server.key
            bind * -::*
            protected-mode no
            unixsocket /run/steward-valkey/socket
            unixsocketperm 700
            pidfile /run/steward-valkey/pid
            supervised systemd
            daemonize no
            dir /var/lib/steward/data
            aclfile /var/lib/steward/users.acl
            save ""
            appendonly yes
            appendfsync everysec
            aof-timestamp-enabled yes
            aof-load-truncated yes
            replica-read-only yes
            repl-diskless-sync yes
            repl-diskless-sync-delay 0
            repl-diskless-load disabled
            repl-ping-replica-period 1
            repl-timeout 10
            min-replicas-max-lag 3
            shutdown-timeout 10
            maxmemory-clients 15%
            sanitize-dump-payload clients
            include /etc/steward/valkey/secrets.conf
            include /etc/steward/valkey/names.conf
            include /etc/steward/valkey/leader.conf
            """;

    private Settings() {}

    /**
     * The main file. It includes {@code names.conf} and {@code leader.conf}, which are written on the node.
     *
     * @throws IllegalArgumentException when the plan's settings hold what can't be a setting
     */
    static String valkeyConf(MachineSize size, Map<String, String> plan, String ip) {
        StringBuilder text = new StringBuilder("# Written by Steward.\n").append(bySize(size.memoryMib()));
        new TreeMap<>(plan).forEach((name, value) -> text.append(line(name, value)));
        return text.append(RULES)
                .append("replica-announce-ip ")
                .append(ip)
                .append('\n')
                .toString();
    }

    /** A rewrite of the log, or a copy for a standby, may need as much again for what changes meanwhile. */
    private static String bySize(int mib) {
        return """
                maxmemory %dmb
                maxmemory-policy noeviction
                maxclients %d
                repl-backlog-size %dmb
                """.formatted(mib * 6 / 10, Math.clamp(mib, 100, 10_000), Math.clamp(mib / 16, 8, 1024));
    }

    private static String line(String name, String value) {
        if (!name.matches("[a-z][a-z0-9-]*") || !value.matches("[A-Za-z0-9._+ -]+")) {
            throw new IllegalArgumentException("not a setting of Valkey: " + name);
        }
        return name + " " + value + "\n";
    }
}
