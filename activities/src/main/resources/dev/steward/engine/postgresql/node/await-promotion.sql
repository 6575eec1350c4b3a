do $$
begin
  for i in 1..3000 loop
    exit when not pg_is_in_recovery();
    perform pg_stat_clear_snapshot();
    perform pg_terminate_backend(pid) from pg_stat_activity
      where backend_type = 'client backend' and pid <> pg_backend_pid() and usename not in ('steward', 'postgres');
    perform pg_sleep(0.01);
  end loop;
  if pg_is_in_recovery() then
    raise 'the promotion takes longer than 30 s';
  end if;
end $$;
