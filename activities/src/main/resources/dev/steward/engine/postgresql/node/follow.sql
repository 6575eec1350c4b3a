do $$
begin
  for i in 1..50 loop
    perform pg_stat_clear_snapshot();
    exit when not exists (select from pg_stat_activity where backend_type = 'startup'
      and (wait_event_type in ('Lock', 'BufferPin') or wait_event like 'RecoveryConflict%'));
    perform pg_terminate_backend(pid) from pg_stat_activity
      where backend_type = 'client backend' and usename not in ('steward', 'postgres');
    perform pg_sleep(0.01);
  end loop;
end $$;
