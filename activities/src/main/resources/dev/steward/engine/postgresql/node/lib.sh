# What the acts share. An act is a script beside this one: act EPOCH …, run as root.
#
# The rule of epochs. /etc/steward/epoch says "<epoch> <leader>": the highest epoch this node has seen, and the one
# peer its packet filter lets replication through to ("nobody": sealed). Everything of consequence (filter, start, stop,
# promotion, exchange of data) happens between `enter` and `leave`, which hold the node's lock: enter refuses an epoch
# that is over, and seals the node when it sees a newer one. What takes long (copying, waiting) happens outside, so that
# a seal never waits for it, and enters again before its next step.
#
# Exit codes: 75 the epoch is over; 76 it can't be as asked; 78 the machine is not fit; 69 anything that may pass. The last line of stderr says why.
set -euo pipefail
umask 022
shopt -s nullglob
export LC_ALL=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin PGCONNECT_TIMEOUT=3
here=${BASH_SOURCE[0]%/*}
etc=/etc/steward
conf=$etc/postgresql
disk=/var/lib/steward
data=$disk/data
unit=steward-postgresql.service
fence=steward-fence.service
word=/run/steward.word
VERSION='' NODE='' PEERS='' SINGLE=''
[ ! -e $etc/node ] || . $etc/node
bin=/usr/lib/postgresql/$VERSION/bin

fail() {
  echo "$*" >&2
  exit 69
}

unfit() {
  echo "$*" >&2
  exit 78
}

refuse() {
  echo "$*" >&2
  exit 76
}

# Replaces FILE by stdin, so that a power cut leaves the old or the new content.
durably() {
  cat >"$1.new"
  sync "$1.new"
  mv -f "$1.new" "$1"
  sync "${1%/*}"
}

# Sets epoch_seen and let_through.
read_epoch() {
  epoch_seen=0 let_through=nobody
  [ ! -e $etc/epoch ] || read -r epoch_seen let_through <$etc/epoch
}

# Takes the lock; refuses an epoch that is over; seals the node for one that is newer than any it has seen.
enter() {
  exec 9>>/run/steward.lock
  flock 9
  read_epoch
  if (($1 < epoch_seen)); then
    echo "$NODE has seen epoch $epoch_seen: epoch $1 is over" >&2
    exit 75
  fi
  note_word
  filtered=''
  if (($1 > epoch_seen)); then
    lead_by nobody "$1"
  fi
}

# The control plane was here: what the fence looks for. By the clock that nobody sets.
note_word() {
  local uptime
  read -r uptime _ </proc/uptime
  echo $((10#${uptime/./} * 10)) >$word
}

leave() {
  exec 9>&-
}

# Lets replication through to this peer only. The file first: after a power cut the filter is what it says.
lead_by() {
  read_epoch
  if [ "$epoch_seen $let_through" != "$2 $1" ]; then
    durably $etc/epoch <<<"$2 $1"
    filtered=''
  fi
  [ -n "$filtered" ] || filter
}

# Stateless, in the kernel's first hooks, so that connections that exist are cut as well. It touches only our own way
# to a peer's PostgreSQL, never a peer's or a client's way to ours.
filter() {
  local error
  read_epoch
  error=$(filter_rules "$let_through" | nft -f - 2>&1) || fail "the packet filter: ${error%%$'\n'*}"
  filtered=yes
}

filter_rules() {
  echo 'table inet steward'
  echo 'delete table inet steward'
  echo 'table inet steward {'
  echo 'chain out { type filter hook output priority raw; policy accept;'
  closed_to daddr dport "$1"
  echo '}'
  echo 'chain in { type filter hook input priority raw; policy accept;'
  closed_to saddr sport "$1"
  echo '}'
  echo '}'
}

closed_to() {
  local peer ip
  for peer in $PEERS; do
    ip=${peer#*=}
    case $3:$ip in
      "${peer%%=*}":*) ;;
      *:*:*) echo "ip6 $1 $ip tcp $2 5432 drop" ;;
      *) echo "ip $1 $ip tcp $2 5432 drop" ;;
    esac
  done
}

ip_of() {
  local peer
  for peer in $PEERS; do
    [ "${peer%%=*}" != "$1" ] || { echo "${peer#*=}" && return; }
  done
  fail "$NODE knows no peer $1"
}

as_postgres() {
  setpriv --reuid=postgres --regid=postgres --init-groups env HOME=/var/lib/postgresql "$@"
}

sql() {
  as_postgres "$bin/psql" -h /run/steward-postgresql -d postgres -XqAt -F ' ' -v ON_ERROR_STOP=1 "$@"
}

serves() {
  sql -c 'select' >/dev/null 2>&1
}

# The state systemd knows: active, activating, deactivating, inactive, failed.
state() {
  systemctl show -P ActiveState $unit
}

# To be called inside; the rest of its start happens outside.
start() {
  systemctl reset-failed $unit 2>/dev/null || true
  systemctl start --no-block $unit
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
  printf "synchronous_standby_names = '%s'\n" "$1" | durably $conf/names.conf
}

# change_names NAMES [NOW]: sets who has to confirm; returns when a session that began afterwards sees it.
change_names() {
  local tries
  [ "${2-$(sql -c 'show synchronous_standby_names')}" != "$1" ] || return 0
  names "$1"
  reload
  for ((tries = 0; tries < 200; tries++)); do
    [ "$(sql -c 'show synchronous_standby_names')" != "$1" ] || return 0
    sleep 0.02
  done
  fail "a fresh session does not see the new synchronous_standby_names after 4 s"
}

# begin_change EPOCH NUMBER: to be called inside. Changes of who confirms have numbers, so that one that was held up for
# long is not obeyed after its successor.
begin_change() {
  last_change "$1"
  if (($2 < change_seen)); then
    echo "$NODE has seen change $change_seen of epoch $1: change $2 is over" >&2
    exit 75
  fi
  [ "$2" = "$change_seen" ] || durably $etc/change <<<"$1 $2"
}

# last_change EPOCH: sets change_seen to the number of the last one in this epoch.
last_change() {
  local in_epoch=0
  change_seen=-1
  [ ! -e $etc/change ] || read -r in_epoch change_seen <$etc/change
  [ "$in_epoch" = "$1" ] || change_seen=-1
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
  [ -e $data/standby.signal ] && [ ! -e $disk/rewinding ] \
    && as_postgres "$bin/pg_controldata" $data | grep -qE 'cluster state: +(in archive recovery|shut down in recovery)'
}

# conninfo LEADER [NAME]: prints the settings by which this node follows a leader. By its own NAME it confirms commits.
conninfo() {
  local info="host=$(ip_of "$1") port=5432 user=replicator application_name=${2:-$NODE} connect_timeout=3 sslmode=verify-full"
  info+=" sslrootcert=$etc/tls/ca.crt sslcert=$etc/tls/replicator.crt sslkey=$etc/tls/replicator.key"
  info+=" keepalives_idle=2 keepalives_interval=1 keepalives_count=3 tcp_user_timeout=5000"
  printf "primary_conninfo = '%s'\nprimary_slot_name = '%s'\n" "$info" "$NODE"
}

# while_answered ASK COMMAND…: a command that may take as long as it takes, while ASK succeeds now and then. From a peer
# that froze nothing comes any more, and no connection breaks.
while_answered() {
  local ask=$1 work unanswered=0 tries
  shift
  "$@" &
  work=$!
  while kill -0 $work 2>/dev/null; do
    for ((tries = 0; tries < PAUSES; tries++)); do
      kill -0 $work 2>/dev/null || break 2
      sleep 0.1
    done
    if "$ask"; then unanswered=0; else unanswered=$((unanswered + 1)); fi
    if ((unanswered == 3)); then
      echo "it was not answered any more" >&2
      end $work
    fi
  done
  wait $work 2>/dev/null
}
PAUSES=50

# end PID: kills a process and all that descend from it; returns when none of them runs any more.
end() {
  local all process
  all="$1 $(descendants "$1")"
  kill -KILL $all 2>/dev/null || true
  for process in $all; do
    while grep -qs . "/proc/$process/cmdline"; do sleep 0.01; done
  done
}

descendants() {
  local child
  for child in $(cat "/proc/$1/task/$1/children" 2>/dev/null); do
    echo "$child"
    descendants "$child"
  done
}

# An act that takes long leaves its process group here; the next one ends it, holding the lock: never in mid-step.
succeed_long_act() {
  local group mine
  mine=$(cut -d ' ' -f 5 /proc/$$/stat)
  if [ -e /run/steward.long ]; then
    group=$(cat /run/steward.long)
    [ "$group" = "$mine" ] || ! grep -qsF /usr/local/lib/steward/ "/proc/$group/cmdline" || kill -KILL -- "-$group" 2>/dev/null || true
  fi
  echo "$mine" >/run/steward.long
}
