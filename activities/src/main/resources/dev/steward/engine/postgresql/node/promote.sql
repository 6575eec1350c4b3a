-- A tenant's query may hold up replay, and with it the promotion, without limit.
select pg_terminate_backend(pid) from pg_stat_activity
  where backend_type = 'client backend' and pid <> pg_backend_pid() and usename not in ('steward', 'postgres');
select pg_promote(wait => false);
