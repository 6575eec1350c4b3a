package dev.steward.journeys.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.steward.platform.Credentials;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** What a tenant lays out in his own database for Steward's superuser to step into. */
record Traps(Tenants tenants) {

    /** What Steward calls in the service's database, and what those calls rest on. */
    private static final List<String> SHADOWS = List.of(
            "create function trap() returns boolean language plpgsql as $$ begin"
                    + " execute 'alter role owner superuser'; return true; end $$",
            "create view pg_roles as select 'x'::name as rolname where public.trap()",
            "create view pg_database as select 'x'::name as datname, true as datallowconn where public.trap()",
            "create view pg_extension as select 'x'::name as extname where public.trap()",
            "create function trap(name, text) returns boolean language sql return public.trap()",
            "create operator = (function = trap, leftarg = name, rightarg = text)",
            "create function pg_has_role(name, text, text) returns boolean language sql return public.trap()",
            "create function lo_create(integer) returns oid language sql as 'select public.trap()::int::oid'",
            "create function concat_ws(text, text) returns text language sql return public.trap()::text",
            "alter database service set search_path = public, pg_catalog");

    /** What a database's owner may have every session in it begin with. */
    private static final List<String> SETTINGS = List.of(
            "local_preload_libraries = 'nothing'",
            "role = 'owner'",
            "session_authorization = 'owner'",
            "default_transaction_read_only = on",
            "default_transaction_isolation = serializable",
            "transaction_read_only = on",
            "statement_timeout = 1",
            "lock_timeout = 1",
            "transaction_timeout = 1",
            "idle_session_timeout = 1",
            "idle_in_transaction_session_timeout = 1",
            "tcp_user_timeout = 1",
            "client_encoding = 'SQL_ASCII'",
            "standard_conforming_strings = off",
            "default_table_access_method = 'nothing'",
            "default_tablespace = 'nothing'",
            "temp_tablespaces = 'nothing'",
            "client_min_messages = error",
            "datestyle = 'German'",
            "password_encryption = 'md5'",
            "check_function_bodies = on",
            "work_mem = 64",
            "row_security = off",
            "synchronous_commit = off");

    Stream<DynamicTest> tests() {
        return Stream.of(
                dynamicTest("what shadows the catalog is not called by Steward", this::shadows),
                dynamicTest("what he sets for his database does not hold for Steward", this::settings),
                dynamicTest("nor how many may connect to it", this::nobodyConnects));
    }

    private void shadows() throws SQLException {
        Credentials writer = tenants.bind(Tenants.A, "writer");
        try (Client client = Client.of(writer)) {
            for (String shadow : SHADOWS) {
                client.run(shadow);
            }
        }
        accessesComeAndGo();
        String asked =
                "select 1 from pg_roles where rolname = 'x'; select rolsuper from pg_authid where rolname = 'owner'";
        assertThat(superuser(writer, "select rolsuper from pg_authid where rolname = 'owner'"))
                .isEqualToIgnoringWhitespace("f");
        assertThat(superuser(writer, "begin; " + asked + "; rollback"))
                .as("control: a superuser's session that goes by the database's search_path")
                .isEqualToIgnoringWhitespace("1t");
        assertThat(superuser(writer, "select rolsuper from pg_authid where rolname = 'owner'"))
                .isEqualToIgnoringWhitespace("f");
        try (Client client = Client.of(writer)) {
            client.run("drop view pg_roles, pg_database, pg_extension");
            client.run("drop function trap() cascade");
        }
        superuser(writer, "alter database service reset all");
    }

    private void settings() throws SQLException {
        Credentials writer = tenants.bind(Tenants.A, "writer");
        try (Client client = Client.of(writer)) {
            for (String setting : SETTINGS) {
                client.run("alter database service set " + setting);
            }
        }
        assertThat(Client.refusal(writer))
                .as("control: his own sessions go by them")
                .isEqualTo("58P01");
        accessesComeAndGo();
        tenants.asSuperuser(tenants.machine(writer.host()), "postgres", "alter database service reset all");
        Client.of(writer).close();
    }

    /** PostgreSQL does not let him close the database that he is in; by its limit he closes it to himself. */
    private void nobodyConnects() throws SQLException {
        Credentials writer = tenants.bind(Tenants.A, "locker");
        try (Client client = Client.of(writer)) {
            client.run("alter database service connection limit 0");
        }
        assertThat(Client.refusal(tenants.bind(Tenants.A, "writer")))
                .as("control")
                .isEqualTo("53300");
        tenants.unbind(Tenants.A, "locker");
        tenants.asSuperuser(tenants.machine(writer.host()), "postgres", "alter database service connection limit -1");
        Client.of(tenants.bind(Tenants.A, "writer")).close();
    }

    private void accessesComeAndGo() throws SQLException {
        Credentials reader = tenants.bindReader(Tenants.A, "passing-reader");
        Credentials writer = tenants.bind(Tenants.A, "passing-writer");
        tenants.unbind(Tenants.A, "passing-reader");
        tenants.unbind(Tenants.A, "passing-writer");
        assertThat(roles(reader.username(), writer.username(), reader.host())).isEqualToIgnoringWhitespace("0");
    }

    private String roles(String one, String other, String leader) {
        return tenants.asSuperuser(
                tenants.machine(leader),
                "postgres",
                "select count(*) from pg_roles where rolname in ('" + one + "', '" + other + "')");
    }

    private String superuser(Credentials access, String sql) {
        return tenants.asSuperuser(tenants.machine(access.host()), sql);
    }
}
