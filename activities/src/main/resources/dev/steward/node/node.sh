# What the acts of every engine share. An act is a script beside this one: act EPOCH …, run as root. It begins with the
# engine's lib.sh, which includes this and sets
#   unit          the data service's unit
#   port          where it listens, and its peers too
#   stop_signal   by which it stops at once
#   confirmed_by  the file whose first line holds 'ANY k ("n2","n3")': who has to confirm
# and defines `runs` (sets pid to the main process's) and `leads`, and in control.sh how the fence hears the control plane.
#
# The rule of epochs. /etc/steward/epoch says "<epoch> <leader>": the highest epoch this node has seen, and the one
# peer its packet filter lets replication through to ("nobody": sealed). Everything of consequence (filter, start, stop,
# promotion, exchange of data) happens between `enter` and `leave`, which hold the node's lock: enter refuses an epoch
# that is over, and seals the node when it sees a newer one. What takes long (copying, waiting) happens outside, so that
# a seal never waits for it, and enters again before its next step.
#
# Exit codes: 75 the epoch is over; 76 it can't be as asked; 78 the machine is not fit; 69 anything that may pass. The last
# line of stderr says why.
set -euo pipefail
umask 022
shopt -s nullglob
export LC_ALL=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin
here=${BASH_SOURCE[0]%/*}
etc=/etc/steward
disk=/var/lib/steward
data=$disk/data
fence=steward-fence.service
word=/run/steward.word
VERSION='' NODE='' PEERS='' SINGLE=''
[ ! -e $etc/node ] || . $etc/node

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
  dd of="$1.new" conv=fsync status=none
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
# to a peer's data service, never a peer's or a client's way to ours.
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
      *:*:*) echo "ip6 $1 $ip tcp $2 $port drop" ;;
      *) echo "ip $1 $ip tcp $2 $port drop" ;;
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

# The state systemd knows: active, activating, deactivating, inactive, failed.
state() {
  systemctl show -P ActiveState $unit
}

# To be called inside; the rest of its start happens outside.
start() {
  systemctl reset-failed $unit 2>/dev/null || true
  systemctl start --no-block $unit
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

# await_stopped SECONDS: whether the unit has come to rest by then.
await_stopped() {
  local tries
  for ((tries = 0; tries < $1 * 50; tries++)); do
    case $(state) in inactive | failed) return 0 ;; esac
    sleep 0.02
  done
  return 1
}

# The node's files, a tar on stdin, into a folder that goes when the act ends: sets incoming, and the node's facts.
take_files() {
  mkdir -p -m 755 $etc
  incoming=$(mktemp -d $etc/incoming.XXXXXX)
  trap 'rm -rf "$incoming"' EXIT
  tar -x -C "$incoming" -f -
  . "$incoming/node"
}

# begin_part EPOCH: to be called inside. This machine is that node from now on; sealed, unless its data service runs.
begin_part() {
  mv -f "$incoming/node" $etc/node
  if [ "$(state)" = active ]; then filter; else lead_by nobody "$1"; fi
}

# change_part: to be called inside. The node that runs goes by the facts that came: who its peers are, and whether it is alone.
change_part() {
  mv -f "$incoming/node" $etc/node
  filter
  install_units
}

# An empty disk is formatted; one that is not stays as it is.
format_disk() {
  local device=/dev/steward-data found=0
  [ -b $device ] || unfit "there is no disk at $device"
  ! mountpoint -q $disk || return 0
  blkid -p $device >/dev/null || found=$?
  if [ $found -eq 2 ]; then
    head -c 1M $device >/dev/null || fail "the disk can't be read"
    mkfs.ext4 -q -m 1 -E lazy_itable_init=1,lazy_journal_init=1,nodiscard $device
  elif [ $found -ne 0 ]; then
    fail "blkid can't tell what is on the disk"
  fi
}

# install_files FOLDER OWNER GROUP MODE TO: of those that came.
install_files() {
  local file
  for file in "$incoming/$1"/*; do
    install -m "$4" -o "$2" -g "$3" "$file" "$5/${file##*/}"
  done
}

# The units: the disk, the packet filter, the data service, the fence. A single node's data service starts by itself,
# with the machine and after a crash; a cluster's when it is told to, and has a fence.
install_units() {
  local file changed='' wants=/etc/systemd/system/multi-user.target.wants
  for file in steward-disk.service steward-filter.service $unit $fence; do
    sed -e "s|@here@|$here|g; s|@unit@|$unit|g; s|@version@|$VERSION|g; s|@restart@|$([ -n "$SINGLE" ] && echo always || echo no)|" \
      "$here/$file" >"$incoming/unit"
    if ! cmp -s "$incoming/unit" /etc/systemd/system/$file; then
      install -m 644 "$incoming/unit" /etc/systemd/system/$file
      changed=yes
    fi
  done
  mkdir -p $wants $disk
  ln -sfn ../steward-disk.service $wants/steward-disk.service
  ln -sfn ../steward-filter.service $wants/steward-filter.service
  if [ -n "$SINGLE" ]; then
    ln -sfn ../$unit $wants/$unit
    rm -f $wants/$fence
  else
    ln -sfn ../$fence $wants/$fence
    rm -f $wants/$unit
  fi
  [ -z "$changed" ] || systemctl daemon-reload
}

# To be called outside: the filter's unit takes the lock itself, and all of this is the same in every epoch.
start_units() {
  systemctl start steward-disk.service steward-filter.service
  if [ -n "$SINGLE" ]; then systemctl stop $fence; else systemctl restart $fence; fi # it reads the node's facts once
}

# The key the machine was born with was for first contact only.
drop_born_key() {
  if [ -e /etc/ssh/ssh_host_ecdsa_key ] && [ -s /etc/ssh/ssh_host_ed25519_key ]; then
    rm -f /etc/ssh/ssh_host_ecdsa_key /etc/ssh/ssh_host_ecdsa_key.pub
    systemctl reload --no-block ssh.service
  fi
}
