select pg_reload_conf() \g /dev/null
with now as (
  select pg_is_in_recovery() as standby, pg_last_wal_receive_lsn() as received, pg_last_wal_replay_lsn() as replayed)
select
  (select max(tli) from (
    select ('x' || left(name, 8))::bit(32)::int from pg_ls_waldir() where name ~ '^[0-9A-F]{24}$'
    union all select received_tli from pg_stat_wal_receiver
    union all select timeline_id from pg_control_checkpoint()
    union all select min_recovery_end_timeline from pg_control_recovery()) as seen (tli)),
  case when standby then greatest(received, replayed) else pg_current_wal_flush_lsn() end,
  case when standby then replayed else pg_current_wal_flush_lsn() end,
  not standby and :promoted = 1,
  not standby or received is not null
from now;
