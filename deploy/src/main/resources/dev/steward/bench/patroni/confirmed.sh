# confirmed: how many standbys stream from this leader, and how many of them have to confirm.
exec runuser -u postgres -- psql -XqAt -F ' ' -c "select count(*) filter (where state = 'streaming'),
  count(*) filter (where state = 'streaming' and sync_state in ('sync', 'quorum')) from pg_stat_replication"
