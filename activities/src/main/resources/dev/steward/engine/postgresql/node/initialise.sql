-- Roles and the database of a new cluster. May be repeated.
select 'create role steward superuser login' where not exists (select from pg_roles where rolname = 'steward') \gexec
select 'create role replicator replication login' where not exists (select from pg_roles where rolname = 'replicator') \gexec
select 'create role owner nologin' where not exists (select from pg_roles where rolname = 'owner') \gexec
select 'create database service owner owner' where not exists (select from pg_database where datname = 'service') \gexec
-- what pg_rewind needs: PostgreSQL, reference pages, pg_rewind, Notes
grant execute on function
  pg_catalog.pg_ls_dir(text, boolean, boolean), pg_catalog.pg_stat_file(text, boolean),
  pg_catalog.pg_read_binary_file(text), pg_catalog.pg_read_binary_file(text, bigint, bigint, boolean) to replicator;
grant pg_checkpoint to replicator;
-- a standby is brought back though tenants hold every other connection; PostgreSQL has this since 16
select 'grant pg_use_reserved_connections to replicator'
  where exists (select from pg_roles where rolname = 'pg_use_reserved_connections') \gexec
revoke all on database postgres, template1, service from public;
grant connect on database postgres to replicator;
\connect service
set synchronous_commit = local;
alter schema public owner to owner;
\connect postgres
set synchronous_commit = local;
