# What the acts on Valkey share.
#
# Replication is asynchronous, and Valkey numbers no histories: after a restart its offsets begin anew. So each leadership,
# and each restart in it, gets a number of ours, in a function library named steward. It is data like a tenant's: it
# travels by replication, in its place in the stream, and is on the disk with the rest; who has a history's number has its
# data. (Tenants may not touch functions.) The library also names the bindings' users, which Valkey does not replicate.
. "${BASH_SOURCE[0]%/*}/node.sh"
conf=$etc/valkey
confirmed_by=$conf/names.conf
standby=$disk/standby
awakened=/run/steward.awakened
unit=steward-valkey.service
port=6379
stop_signal=KILL

cli() {
  REDISCLI_AUTH=$(<$conf/local.password) valkey-cli -e -s /run/steward-valkey/socket --user node --no-auth-warning "$@" 9>&-
}

# peer IP COMMAND…: asks a peer's Valkey.
peer() {
  local ip=$1
  shift
  REDISCLI_AUTH=$(<$conf/replicator.password) timeout 2 valkey-cli -e -h "$ip" -p $port --tls --cacert $etc/tls/ca.crt \
    --user replicator --no-auth-warning "$@" 9>&-
}

# Sets pid to the server's, if it runs.
runs() {
  local command=''
  pid=''
  { read -r pid </run/steward-valkey/pid; } 2>/dev/null || return 1
  [ -e "/proc/$pid/comm" ] && read -r command <"/proc/$pid/comm" && [ "$command" = valkey-server ]
}

leads() {
  [ ! -e $standby ] && runs
}

# look: reads what Valkey says of itself into the array `told`.
look() {
  local name value
  declare -gA told=()
  while IFS=: read -r name value; do told[$name]=${value%$'\r'}; done < <(cli info replication persistence 2>/dev/null)
  [ -n "${told[role]-}" ]
}

# Whether settings wait for this server's end: `adjust` has left its number there.
awaits_restart() {
  runs && [ "$(cat /run/steward.restart 2>/dev/null)" = "$pid" ]
}

# To be called outside. Returns when Valkey serves what it has on its disk.
await_serving() {
  local tries=0
  while ((tries < 600)); do
    if look && [ "${told[loading]}" = 0 ]; then return 0; fi
    case $(state) in
      failed | inactive) fail "Valkey did not start: $(last_words)" ;;
      active) [ -n "${told[role]-}" ] || tries=$((tries + 1)) ;;
    esac
    sleep 0.05
  done
  fail "Valkey has started and does not serve after 30 s"
}

last_words() {
  journalctl -q -o cat -n 20 -u $unit 2>/dev/null | grep -iE 'fatal|error|bad|#' | tail -n 1 || true
}

# confirmations WORDS: how many have to be there for a write to be taken.
confirmations() {
  [[ $1 =~ ^ANY\ ([0-9]+)\  ]] && echo "${BASH_REMATCH[1]}" || echo 0
}

# write_names WORDS [COUNT]: who confirms from the next start on.
write_names() {
  printf "# '%s'\nmin-replicas-to-write %d\n" "$1" "${2-$(confirmations "$1")}" | durably $confirmed_by
}

# More than there are nodes: nobody writes.
NOBODY_WRITES=99

words_written() {
  local line
  read -r line <$confirmed_by
  line=${line#*\'}
  echo "${line%\'*}"
}

follow_conf() {
  printf 'replicaof %s %d\n' "$1" "$port" | durably $conf/leader.conf
}

library() {
  cli function list libraryname steward withcode
}

history() {
  library | sed -n 's/^-- history //p'
}

users() {
  library | sed -n 's/^-- user //p'
}

# write_library HISTORY, the users' lines on stdin. Also where a tenant has filled the memory.
write_library() {
  local code error
  code="#!lua name=steward
-- history $1
$(sed -n 's/^[a-z0-9_]/-- user &/p')
server.register_function{function_name='steward', callback=function() return 'kept by Steward' end, flags={'no-writes'}}"
  error=$(printf %s "$code" | cli -x function load replace 2>&1) && return 0
  case $error in *OOM*) ;; *) fail "Valkey takes no writes: $error" ;; esac
  cli config set maxmemory 0 >/dev/null
  error=$(printf %s "$code" | cli -x function load replace 2>&1) || true
  cli config set maxmemory "$(sed -n 's/^maxmemory //p' $conf/valkey.conf | tail -n 1)" >/dev/null
  case $error in *steward*) ;; *) fail "Valkey takes no writes: $error" ;; esac
}

# begin_history HISTORY: to be called where nobody else can write yet.
begin_history() {
  local kept
  kept=$(users)
  cli config set min-replicas-to-write 0 >/dev/null
  write_library "$1" <<<"$kept"
}

# apply_users, their lines on stdin: these and no other bindings' users.
apply_users() {
  local line kept=' ' user
  set -f
  while read -r line; do
    [ -n "$line" ] || continue
    cli acl setuser ${line%% *} reset ${line#* } >/dev/null
    kept+="${line%% *} "
  done
  for user in $(cli acl users); do
    case $user in b_*) [[ $kept == *" $user "* ]] || cli acl deluser "$user" >/dev/null ;; esac
  done
  set +f
  cli acl save >/dev/null
}

# keep_users, their lines on stdin: of the bindings' users that Valkey reads when it starts, these alone.
keep_users() {
  local line known
  known=" $(cut -d ' ' -f 1 | tr '\n' ' ')"
  while read -r line; do
    [[ $line != 'user b_'* || $known == *" $(cut -d ' ' -f 2 <<<"$line") "* ]] || continue
    echo "$line"
  done <$disk/users.acl | durably $disk/users.acl
  chown valkey:valkey $disk/users.acl
}

# await_confirmed COUNT WORDS: to be called outside. Until so many of those have all that is written by now.
await_confirmed() {
  local there name have tries position=''
  (($1 > 0)) || return 0
  for ((tries = 0; tries < 300; tries++)); do
    look || fail "Valkey does not answer on $NODE"
    position=${position:-${told[master_repl_offset]}}
    there=0
    for name in $(grep -oE 'n[0-9]+' <<<"$2"); do
      have=$(offset_of "$(ip_of "$name")")
      ((have < position)) || there=$((there + 1))
    done
    ((there < $1)) || return 0
    sleep 0.05
  done
  fail "only $there of $2 have all that is written"
}

# offset_of IP: how far who follows from there has come, as it says itself; -1 if nobody does.
offset_of() {
  local slave
  for ((slave = 0; slave < ${told[connected_slaves]}; slave++)); do
    [[ ${told[slave$slave]} == "ip=$1,port=$port,state=online,offset="* ]] || continue
    slave=${told[slave$slave]#*offset=}
    echo "${slave%%,*}"
    return
  done
  echo -1
}

# position OFFSET: in the form in which positions are told. What was read from a disk has lost its offset: it is told by
# the second in which it was last written to, and is less than any that is known exactly.
position() {
  if [ -e $awakened ]; then
    printf '0/%X\n' "$(<$awakened)"
  else
    printf '%X/%X\n' $((0x40000000 + ($1 >> 32))) $(($1 & 0xFFFFFFFF))
  fi
}
