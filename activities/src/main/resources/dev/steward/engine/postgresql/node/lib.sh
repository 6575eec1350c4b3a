# What the acts on PostgreSQL share.
. "${BASH_SOURCE[0]%/*}/node.sh"
export PGCONNECT_TIMEOUT=3
conf=$etc/postgresql
confirmed_by=$conf/names.conf
unit=steward-postgresql.service
port=5432
stop_signal=QUIT
bin=/usr/lib/postgresql/$VERSION/bin

as_postgres() {
  HOME=/var/lib/postgresql setpriv --reuid=postgres --regid=postgres --init-groups "$@"
}

# What a tenant may choose for his instance is not for us.
export PGOPTIONS='-c statement_timeout=0 -c lock_timeout=0 -c idle_session_timeout=0 -c idle_in_transaction_session_timeout=0'
PGOPTIONS+=' -c default_transaction_read_only=off -c default_transaction_isolation=read\ committed'

ask_sql() {
  as_postgres "$bin/psql" -h /run/steward-postgresql -d postgres -XqAt -F ' ' -v ON_ERROR_STOP=1 "$@"
}

# One that is refused because tenants have left no room for it has read nothing yet: it is tried again without them.
sql() {
  local said code=0
  { said=$(ask_sql "$@" 2>&1 >&5 5>&-) || code=$?; } 5>&1
  if ((code == 2)) && [[ $said =~ FATAL:\ +(out of shared memory|sorry, too many clients|remaining connection slots) ]]; then
    quell
    code=0
    ask_sql "$@" || code=$?
  elif [ -n "$said" ]; then
    echo "$said" >&2
  fi
  return $code
}

# Ends the sessions of tenants, and those of whoever has not proved yet who he is. By the process list: PostgreSQL can't be
# asked. Returns when they are gone, or after 2 s.
quell() {
  local tries
  for ((tries = 0; tries < 40; tries++)); do
    intruders
    [ ${#found[@]} -gt 0 ] || return 0
    kill -TERM "${found[@]}" 2>/dev/null || true
    sleep 0.05
  done
}

# Sets found to the processes that serve tenants, or nobody yet: those are still titled like the postmaster.
intruders() {
  local children child title main
  found=()
  runs || return 0
  read -r -d '' main <"/proc/$pid/cmdline"
  read -r -a children <"/proc/$pid/task/$pid/children" || true
  for child in "${children[@]}"; do
    { read -r -d '' title <"/proc/$child/cmdline"; } 2>/dev/null || continue # it has ended
    ! is_intruder "$title" "$main" || found+=("$child")
  done
}

# is_intruder TITLE MAIN: whether a process of this title serves a tenant, or nobody yet.
is_intruder() {
  [[ $1 = "$2" || $1 =~ ^postgres:\ b_[0-9a-f]{16}\  || $1 =~ \ (initializing|authentication|startup)\ *$ ]]
}

serves() {
  sql -c 'select' >/dev/null 2>&1
}

# To be called outside. Returns when PostgreSQL serves. Its recovery may take long, and would begin anew if it were
# interrupted: only one that has come up and does not serve is given up.
await_serving() {
  local tries=0
  while ((tries < 600)); do
    ! serves || return 0
    case $(state) in
      failed | inactive) fail "PostgreSQL did not start: $(last_words)" ;;
      active) tries=$((tries + 1)) ;;
    esac
    sleep 0.05
  done
  fail "PostgreSQL has started and does not serve after 30 s"
}

last_words() {
  journalctl -q -o cat -n 3 -u $unit 2>/dev/null | grep -E 'FATAL|PANIC' | tail -n 1 || true
}

# Sets pid to the postmaster's, if it runs.
runs() {
  local command=''
  pid=''
  [ -e $data/postmaster.pid ] || return 1
  read -r pid <$data/postmaster.pid
  [ -e "/proc/$pid/comm" ] && read -r command <"/proc/$pid/comm" && [ "$command" = postgres ]
}

reload() {
  runs || fail "PostgreSQL does not run on $NODE"
  kill -HUP "$pid"
}

names() {
  names_setting "$1" | durably $confirmed_by
}

names_setting() {
  printf "synchronous_standby_names = '%s'\n" "$1"
}

# intend NAMES: of a standby, who has to confirm once it has taken its leader's place. Set in advance: a promotion that finds
# it so need not change it, and a leader that nobody had to confirm comes back as a standby whose names are never empty. One
# that runs reads it at its next reload.
intend() {
  [ -n "$1" ] || fail "a standby always has names that have to confirm when it leads"
  are_written "$1" || names "$1"
}

are_written() {
  names_setting "$1" | cmp -s - $confirmed_by
}

# change_names NAMES [NOW]: sets who has to confirm; returns when a session that began afterwards sees it.
change_names() {
  local tries
  ! are_written "$1" || [ "${2-$(sql -c 'show synchronous_standby_names')}" != "$1" ] || return 0
  names "$1"
  reload
  for ((tries = 0; tries < 200; tries++)); do
    [ "$(sql -c 'show synchronous_standby_names')" != "$1" ] || return 0
    sleep 0.02
  done
  fail "a fresh session does not see the new synchronous_standby_names after 4 s"
}

# Sets had_room to what the leader whose log this node has had room for, by setting: no standby starts with less, and one
# that runs stops its replay ("insufficient parameter settings").
read_room() {
  local line
  declare -gA had_room=()
  [ -e $data/PG_VERSION ] || return 0
  while read -r line; do
    case $line in
      'max_connections setting:'* | 'max_worker_processes setting:'* | 'max_wal_senders setting:'*)
        had_room[${line%% *}]=${line##* }
        ;;
      'max_prepared_xacts setting:'*) had_room[max_prepared_transactions]=${line##* } ;;
      'max_locks_per_xact setting:'*) had_room[max_locks_per_transaction]=${line##* } ;;
    esac
  done < <("$bin/pg_controldata" $data)
}

# Has PostgreSQL keep the room that its leader had, where the settings give less.
room() {
  local name wanted
  : >$conf/room.conf
  [ -z "$SINGLE" ] || return 0
  read_room
  for name in "${!had_room[@]}"; do
    wanted=$(as_postgres "$bin/postgres" -C "$name" -D $data -c config_file=$conf/postgresql.conf) || continue
    ((wanted >= had_room[$name])) || echo "$name = ${had_room[$name]}"
  done >$conf/room.conf.new
  install -m 640 -o root -g postgres $conf/room.conf.new $conf/room.conf
  rm -f $conf/room.conf.new
}

slots() {
  local peer
  for peer in $PEERS; do
    echo "select pg_create_physical_replication_slot('${peer%%=*}', true) where not exists" \
      "(select from pg_replication_slots where slot_name = '${peer%%=*}');"
  done
}

# start_standby EPOCH: to be called outside.
start_standby() {
  local file newest
  newest=$(find $data/pg_wal -maxdepth 1 -name '*.history' -size +0 -printf '%f\n' | sort | tail -n 1)
  for file in $data/pg_wal/*.history; do # one without content is no history to start from; it is fetched again
    [ -s "$file" ] || [[ ${file##*/} < $newest ]] || rm -f "$file"
  done
  rm -rf $data/pg_replslot/*
  as_postgres touch $data/standby.signal
  sync $data
  [ -e $data/standby.signal ] || fail "$NODE can't be marked a standby"
  room
  enter "$1"
  start
  leave
}

was_standby() {
  [ -e $data/standby.signal ] && [ ! -e $disk/rewinding ] && in_recovery
}

# Whether it has led nobody since it was a standby, as its control file says.
in_recovery() {
  as_postgres "$bin/pg_controldata" $data | grep -qE 'cluster state: +(in archive recovery|shut down in recovery)'
}

# conninfo LEADER [NAME]: prints the settings by which this node follows a leader. By its own NAME it confirms commits.
conninfo() {
  local info="host=$(ip_of "$1") port=5432 user=replicator application_name=${2:-$NODE} connect_timeout=3 sslmode=verify-full"
  info+=" sslrootcert=$etc/tls/ca.crt sslcert=$etc/tls/replicator.crt sslkey=$etc/tls/replicator.key"
  info+=" keepalives_idle=2 keepalives_interval=1 keepalives_count=3 tcp_user_timeout=5000"
  printf "primary_conninfo = '%s'\nprimary_slot_name = '%s'\n" "$info" "$NODE"
}

leads() {
  [ ! -e $data/standby.signal ] && runs
}
