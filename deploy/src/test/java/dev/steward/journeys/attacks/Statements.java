package dev.steward.journeys.attacks;

import static dev.steward.journeys.attacks.Attack.denied;
import static dev.steward.journeys.attacks.Attack.undone;

import java.util.List;
import java.util.stream.Stream;

/** What PostgreSQL refuses a binding's role, whether it may write or not. */
final class Statements {

    private Statements() {}

    static List<Attack> all() {
        return Stream.of(power(), files(), code(), replication(), settings(), secrets(), others())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Attack> power() {
        return List.of(
                denied("alter role current_user superuser"),
                denied("alter role current_user createrole"),
                denied("alter role current_user replication"),
                denied("alter role current_user bypassrls"),
                denied("create role evil superuser"),
                denied("create role evil"),
                denied("set role steward", "set role steward"),
                denied("set role postgres", "set role postgres"),
                denied("set session authorization postgres", "set session authorization postgres"),
                denied("grant steward to owner"),
                denied("grant pg_execute_server_program to owner"),
                denied("grant pg_signal_backend to owner"),
                denied("alter role steward password 'x'"),
                denied("alter role replicator password 'x'"),
                denied("create function pg_catalog.evil() returns int language sql return 1"),
                denied("create or replace function pg_catalog.version() returns text language sql return 'x'"),
                denied(
                        "create event trigger evil on ddl_command_end execute function"
                                + " pg_catalog.suppress_redundant_updates_trigger()",
                        "create function pg_temp.evil() returns"
                                + " event_trigger language plpgsql as 'begin end'; "
                                + undone(
                                        "create event trigger evil on ddl_command_end execute function pg_temp.evil()")));
    }

    private static List<Attack> files() {
        return List.of(
                denied("copy (select 1) to program 'cat >/dev/null'"),
                denied("copy pg_catalog.pg_class from program 'true'", "copy (select 1) to program 'cat >/dev/null'"),
                denied("copy (select 1) to '/tmp/steward-evil'", "copy (select 1) to '/dev/null'"),
                denied("select pg_read_file('/etc/passwd')"),
                denied("select pg_read_binary_file('/etc/steward/tls/replicator.key')"),
                denied("select pg_ls_dir('/etc')"),
                denied("select pg_stat_file('/etc/passwd')"),
                denied("select pg_ls_waldir()"),
                denied("select lo_import('/etc/passwd')"),
                denied(
                        "select lo_export(0, '/tmp/steward-evil')",
                        "select lo_from_bytea(4711, 'x')"
                                + "; select lo_export(4711, '/dev/null'); select lo_unlink(4711)"),
                denied("create tablespace evil location '/tmp'", "select 1 where exists (select from pg_tablespace)"));
    }

    private static List<Attack> code() {
        return List.of(
                denied(
                        "create function pg_temp.evil(cstring) returns int language c as 'libc.so.6', 'system'",
                        undone("create function pg_temp.evil() returns int language c as '$libdir/lo', 'lo_manage'")),
                denied(
                        "create function pg_temp.evil() returns bytea language internal as 'pg_read_binary_file_all'",
                        undone("create function pg_temp.evil(text) returns bytea language internal"
                                + " as 'pg_read_binary_file_all'")),
                denied("load 'dblink'", "load 'dblink'"),
                denied("create extension dblink"),
                denied("create extension postgres_fdw"),
                denied("create extension file_fdw"),
                denied("create extension pageinspect"),
                denied("create extension pg_buffercache"),
                denied("create extension pg_stat_statements"),
                denied("create language evil handler plpgsql_call_handler"));
    }

    private static List<Attack> replication() {
        String subscription =
                "create subscription evil connection 'host=localhost' publication p with (connect = false)";
        return List.of(
                denied(subscription),
                denied("create publication evil for all tables"),
                denied(
                        "select pg_create_physical_replication_slot('evil')",
                        "select pg_create_physical_replication_slot('evil', false, true)"),
                denied(
                        "select pg_create_logical_replication_slot('evil', 'test_decoding')",
                        "select pg_create_physical_replication_slot('evil', false, true)"),
                denied(
                        "select pg_drop_replication_slot('n2')",
                        "select pg_create_physical_replication_slot('evil');"
                                + " select pg_drop_replication_slot('evil')"),
                denied("select pg_replication_origin_create('evil')"),
                denied(
                        "select pg_backup_start('evil')",
                        "select pg_backup_start('evil', true); select pg_backup_stop()"),
                denied("select pg_switch_wal()"),
                denied("select pg_create_restore_point('evil')"),
                new Attack("begin; select 1; prepare transaction 'evil'", "55000", "begin; rollback"));
    }

    private static List<Attack> settings() {
        return List.of(
                denied("alter system set work_mem = '4MB'", "alter system set work_mem = '4MB'"),
                denied("alter system reset all", "alter system reset work_mem"),
                denied("alter role all set statement_timeout = 1"),
                denied("alter role steward set statement_timeout = 1"),
                denied("alter role replicator in database postgres set statement_timeout = 1"),
                denied("alter database postgres set statement_timeout = 1"),
                denied("alter database template1 set statement_timeout = 1"),
                denied("set session_preload_libraries = 'evil'", undone("set local session_preload_libraries = ''")),
                denied("set temp_file_limit = -1"),
                denied("set log_statement = 'all'"),
                denied("set zero_damaged_pages = on"),
                denied("set allow_system_table_mods = on"),
                denied("select pg_reload_conf()"));
    }

    private static List<Attack> secrets() {
        return List.of(
                denied("select * from pg_authid"),
                denied("select * from pg_shadow"),
                denied("select * from pg_hba_file_rules"),
                denied("select * from pg_file_settings"),
                denied("select umoptions from pg_user_mapping"),
                denied("select subconninfo from pg_subscription"),
                denied("show config_file"),
                denied("show primary_conninfo"),
                denied("select pg_current_logfile()"));
    }

    private static List<Attack> others() {
        String stewards = " from pg_stat_activity where usename = 'steward'";
        String standbys = " from pg_stat_activity where usename = 'replicator'";
        return List.of(
                denied("select pg_terminate_backend(pid)" + stewards, "select pg_cancel_backend(pid)" + stewards),
                denied("select pg_cancel_backend(pid)" + stewards),
                denied("select pg_terminate_backend(pid)" + standbys, "select pg_cancel_backend(pid)" + stewards),
                denied("select pg_log_backend_memory_contexts(pg_backend_pid())"),
                denied(
                        "update pg_database set datallowconn = false",
                        undone("update pg_database set datallowconn = true")),
                denied("drop database postgres", "select 1"),
                denied("alter database service rename to evil", "select 1"),
                denied("checkpoint", "checkpoint"));
    }
}
