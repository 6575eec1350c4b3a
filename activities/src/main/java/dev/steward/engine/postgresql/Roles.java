package dev.steward.engine.postgresql;

import dev.steward.node.Certificates;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Who there is in a cluster: {@code steward}, our superuser; {@code replicator}; {@code owner}, who owns the database
 * and never logs in; {@code reader}, who may read whatever belongs to the owner; and a role for each binding, which acts
 * as the owner, so that what one binding makes belongs to all, or is a reader.
 */
final class Roles {

    static final String CONTROL = Certificates.CONTROL;
    static final String DATABASE = "service";
    private static final String READER = "reader";
    private static final String LOCK_NOT_AVAILABLE = "55P03";
    /** No lock, no room for locks, no time, or something of it that still stands: it can't be dissolved now. */
    private static final Set<String> TOO_MUCH = Set.of(LOCK_NOT_AVAILABLE, "53200", "57014", "2BP01");

    /** Not {@code pg_read_all_data}, which reads everybody's password hashes too. */
    private static final String WHAT_THERE_IS = """
            do $$ declare of_tenant name; begin
              for of_tenant in
                select nspname from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'
              loop
                execute format('grant usage on schema %1$I to reader', of_tenant);
                execute format('grant select on all tables in schema %1$I to reader', of_tenant);
                execute format('grant select on all sequences in schema %1$I to reader', of_tenant);
              end loop;
            end $$""";

    private static final int TRIES = 20;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Roles() {}

    /** A binding's role: 16 hexadecimal digits stand for the id, which may be any string. */
    static String of(String bindingId) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bindingId.getBytes(StandardCharsets.UTF_8));
            return "b_" + HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /**
     * Makes readers possible. In the database of the service: what is there now, and what the owner makes from now on, is
     * for them to read; what everybody may do there by default, they must not do.
     */
    static boolean admitReaders(Connection session) throws SQLException {
        session.setAutoCommit(false);
        if (!exists(session, READER)) {
            Sessions.execute(session, "create role reader nologin");
        }
        Sessions.execute(session, "revoke pg_read_all_data from reader"); // which they had before
        Sessions.execute(session, WHAT_THERE_IS);
        for (String made : List.of("usage on schemas", "select on tables", "select on sequences")) {
            Sessions.execute(session, "alter default privileges for role owner grant " + made + " to reader");
        }
        Sessions.execute(session, "grant connect on database " + DATABASE + " to reader");
        String largeObjects = "function lo_create(oid), lo_creat(integer), lo_from_bytea(oid, bytea)";
        Sessions.execute(session, "revoke execute on " + largeObjects + " from public");
        Sessions.execute(session, "grant execute on " + largeObjects + " to owner");
        session.commit();
        return true;
    }

    /**
     * Makes the role, or renews its password. The server is sent a SCRAM verifier only.
     *
     * @param readOnly whether it is a reader
     * @param expiresAt from when on its password is not taken any more; null: never
     * @return the password: 43 characters that need no quoting anywhere
     */
    static String grant(Connection session, String role, boolean readOnly, @Nullable Instant expiresAt)
            throws SQLException {
        byte[] secret = new byte[32];
        RANDOM.nextBytes(secret);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        session.setAutoCommit(false);
        if (!exists(session, role)) {
            Sessions.execute(session, "create role " + role + " in role " + (readOnly ? READER : "owner"));
            if (!readOnly) {
                Sessions.execute(session, "alter role " + role + " set role = 'owner'");
            }
        } else if (isBequeathed(session, role)) {
            Sessions.execute(session, "revoke " + role + " from owner");
            Sessions.execute(session, "grant " + (readOnly ? READER : "owner") + " to " + role);
        }
        String end = expiresAt == null ? "infinity" : expiresAt.toString();
        Sessions.execute(session, "alter role " + role + " login valid until '" + end + "'");
        session.unwrap(PGConnection.class).alterUserPassword(role, password.toCharArray(), "scram-sha-256");
        session.commit();
        return password;
    }

    /**
     * Has the role log in no more and ends its sessions. Not in the database of the service, whose owner could keep
     * everybody out of it. A session of a tenant may hold what has to be changed here: so sessions end first, and again.
     *
     * @return whether there is such a role
     */
    static boolean lockOut(Connection session, String role) throws SQLException {
        if (!exists(session, role)) {
            return false;
        }
        String sessions = "usename = '" + role + "'";
        insist(session, "alter role " + role + " nologin", sessions);
        end(session, sessions);
        if (!Sessions.text(session, "select datallowconn from pg_database where datname = '" + DATABASE + "'")
                .equals("t")) {
            String everybody = "datname = '" + DATABASE + "' and usename <> '" + CONTROL + "'";
            insist(session, "alter database " + DATABASE + " allow_connections true", everybody);
        }
        return true;
    }

    private static void insist(Connection session, String change, String inTheWay) throws SQLException {
        Sessions.execute(session, "set lock_timeout = '500ms'");
        for (int tries = 1; ; tries++) {
            end(session, inTheWay);
            try {
                Sessions.execute(session, change);
                return;
            } catch (SQLException e) {
                if (!LOCK_NOT_AVAILABLE.equals(e.getSQLState()) || tries == TRIES) {
                    throw e;
                }
            }
        }
    }

    private static void end(Connection session, String which) throws SQLException {
        Sessions.text(
                session,
                "select count(pg_terminate_backend(pid, 2000)) from pg_stat_activity"
                        + " where backend_type = 'client backend' and " + which);
    }

    /** Ends a role that is locked out; what it owns goes to the owner. In the database of the service. */
    static boolean drop(Connection session, String role) throws SQLException {
        session.setAutoCommit(false);
        if (exists(session, role)) {
            try {
                dissolve(session, role);
            } catch (SQLException e) {
                if (!TOO_MUCH.contains(String.valueOf(e.getSQLState()))) {
                    throw e;
                }
                session.rollback();
                bequeath(session, role);
            }
        }
        session.commit();
        return true;
    }

    private static void dissolve(Connection session, String role) throws SQLException {
        Sessions.execute(session, "set local lock_timeout = '2s'");
        Sessions.execute(session, "set local statement_timeout = '6s'");
        Sessions.execute(session, "reassign owned by " + role + " to owner");
        Sessions.execute(session, "drop owned by " + role);
        Sessions.execute(session, "drop role " + role);
    }

    /**
     * The owner inherits the role, which stays without a login: for one that owns more than there is room for locks, or
     * what another session holds.
     */
    private static void bequeath(Connection session, String role) throws SQLException {
        Sessions.execute(session, "alter role " + role + " nologin password null");
        Sessions.execute(session, "revoke owner from " + role);
        Sessions.execute(session, "grant " + role + " to owner");
    }

    private static boolean isBequeathed(Connection session, String role) throws SQLException {
        return Sessions.text(session, "select pg_has_role('owner', '" + role + "', 'member')")
                .equals("t");
    }

    private static boolean exists(Connection session, String role) throws SQLException {
        return !Sessions.text(session, "select 1 from pg_roles where rolname = '" + role + "'")
                .isEmpty();
    }
}
