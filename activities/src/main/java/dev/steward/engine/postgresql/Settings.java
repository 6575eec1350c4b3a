package dev.steward.engine.postgresql;

import dev.steward.machines.MachineSize;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The settings of a node. Three layers, of which the later wins: what follows from the machine's size, what the plan
 * says, and what our rules rest on.
 */
final class Settings {

    /** What a plan may not change: every line is a part of a promise. */
    private static final String RULES = """
            listen_addresses = '*'
            port = 5432
            unix_socket_directories = '/run/steward-postgresql'
            hba_file = '/etc/steward/postgresql/pg_hba.conf'
            ident_file = '/etc/steward/postgresql/pg_ident.conf'
            ssl = on
            ssl_ca_file = '/etc/steward/tls/ca.crt'
            ssl_cert_file = '/etc/steward/tls/server.crt'
            ssl_key_file = '/etc/steward/tls/server.key'
            password_encryption = 'scram-sha-256'
            wal_level = replica
            wal_log_hints = on
            fsync = on
            full_page_writes = on
            synchronous_commit = on
            hot_standby = on
            max_wal_senders = 12
            max_replication_slots = 12
            wal_receiver_status_interval = 1s
            wal_receiver_timeout = 5s
            wal_sender_timeout = 5s
            wal_retrieve_retry_interval = 200ms
            recovery_target_timeline = 'latest'
            superuser_reserved_connections = 10
            authentication_timeout = 10s
            cluster_name = ''
            update_process_title = on
            log_hostname = off
            log_destination = 'stderr'
            logging_collector = off
            log_line_prefix = '%q%u@%d '
            log_statement = 'none'
            log_min_duration_statement = -1
            log_min_error_statement = panic
            log_parameter_max_length_on_error = 0
            include 'disk.conf'
            include 'names.conf'
            include 'leader.conf'
            include 'room.conf'
            """;

    private Settings() {}

    /**
     * The main file. It includes {@code scratch.conf}, {@code disk.conf}, {@code names.conf}, {@code leader.conf} and
     * {@code room.conf}, which are written on the node.
     *
     * @param single whether PostgreSQL is to go on by itself when one of its processes crashes: never in a cluster,
     *     where what it recovers may be what no standby has
     * @throws IllegalArgumentException when the plan's settings hold what can't be a setting
     */
    static String postgresqlConf(MachineSize size, Map<String, String> plan, boolean single) {
        StringBuilder text = new StringBuilder("# Written by Steward.\n")
                .append(bySize(size.memoryMib()))
                .append("include_if_exists 'scratch.conf'\n");
        new TreeMap<>(plan).forEach((name, value) -> text.append(line(name, value)));
        return text.append(RULES)
                .append("restart_after_crash = ")
                .append(single ? "on\n" : "off\n")
                .toString();
    }

    /**
     * Who may come, and how they prove it. The first line that applies decides; nobody comes in plain text.
     *
     * @param cidrs from where tenants may come; empty: from everywhere
     */
    static String pgHba(List<String> cidrs) {
        String tenants = (cidrs.isEmpty() ? List.of("all") : cidrs)
                .stream().map(Settings::tenantsFrom).collect(Collectors.joining());
        return """
                local     all          postgres                 peer
                local     all          all                      reject
                hostssl   replication  replicator  all          cert
                hostssl   postgres     replicator  all          cert
                hostssl   all          steward     all          cert
                host      all          postgres,replicator,steward  all  reject
                %shost      all          all         all          reject
                """.formatted(tenants);
    }

    private static String tenantsFrom(String network) {
        if (!network.matches("all|[0-9A-Fa-f:.]+/[0-9]{1,3}")) {
            throw new IllegalArgumentException("not a network: " + network);
        }
        return "hostssl   all          all         %-12s scram-sha-256\n".formatted(network);
    }

    private static String bySize(int mib) {
        return """
                shared_buffers = %dMB
                effective_cache_size = %dMB
                maintenance_work_mem = %dMB
                max_connections = %d
                timezone = 'UTC'
                log_timezone = 'UTC'
                default_text_search_config = 'pg_catalog.english'
                """.formatted(mib / 4, mib * 6 / 10, Math.clamp(mib / 16, 16, 2048), Math.clamp(mib / 8, 50, 500));
    }

    private static String line(String name, String value) {
        if (!name.matches("[a-z][a-z0-9_]*(\\.[a-z0-9_]+)?") || value.chars().anyMatch(c -> c < ' ')) {
            throw new IllegalArgumentException("not a setting of PostgreSQL: " + name);
        }
        return "%s = '%s'\n".formatted(name, value.replace("\\", "\\\\").replace("'", "''"));
    }
}
