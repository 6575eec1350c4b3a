# What the fence concludes, apart from how it looks: text in, numbers out, and no process started. Times are in
# milliseconds. FenceTest tries everything here.
#
# The silence is how long this leader has known itself cut off: from enough of those who confirm its commits, and from
# the control plane. It is never more than the age of the last word, and grows by what a round has really observed.
# A clock alone would not do: through a cgroup's freeze CLOCK_MONOTONIC goes on, and at waking everybody's last word
# would be old before anyone could have spoken again. Counting rounds alone would not do either: those that come late
# would stretch the promise. So a round counts what has passed since the one before, up to 2 s. An old leader that
# wakes, its standbys sealed away, still has at most 8 s.
fence_limit=8000

# A leader that nobody follows yet has acknowledged nothing. It gets the time in which another worker goes on with a
# take-over that was interrupted: were it stopped before, too few might be left to try anew.
unfollowed_limit=30000

round_limit=2000
never=2000000000
declare -A heard=()

# confirming LINE: sets confirmations and confirmers from the line that names them; 0 when nobody has to confirm.
confirming() {
  confirmations=0 confirmers=''
  [[ $1 =~ \'ANY\ ([0-9]+)\ \((\"[^\)]*\")\)\'$ ]] || return 0
  confirmations=${BASH_REMATCH[1]}
  confirmers=${BASH_REMATCH[2]//[\",]/ }
}

# hear: reads what ss lists and sets heard: how long ago data came from each ADDRESS, and from each ADDRESS(PORT).
# ss leaves out what is 0: a line that tells times, and none of receiving, is one that received just now.
hear() {
  local peer told age address
  heard=()
  while read -r _ _ _ peer told; do
    [[ " $told" == *' rto:'* ]] || continue
    age=0
    [[ ! $told =~ lastrcv:([0-9]+) ]] || age=${BASH_REMATCH[1]}
    address=${peer%:*}
    address=${address//[][]/}
    address=${address#::ffff:}
    note "$address" "$age"
    note "$address(${peer##*:})" "$age"
  done
}

note() {
  ((${heard[$1]-$never} <= $2)) || heard[$1]=$2
}

# age_of K AGE...: sets age to the K-th smallest, which is when so many had been heard. K is at least 1.
age_of() {
  local k=$1 candidate other younger
  shift
  age=$never
  for candidate in "$@"; do
    younger=0
    for other in "$@"; do
      ((other > candidate)) || younger=$((younger + 1))
    done
    ((younger < k || candidate >= age)) || age=$candidate
  done
}

# silence_after ELAPSED STANDBYS WORD: another round, so long after the one before; how long ago each was heard.
silence_after() {
  silence=$((silence + ($1 < round_limit ? $1 : round_limit)))
  ((silence <= $2)) || silence=$2
  ((silence <= $3)) || silence=$3
}

# limit_for FOLLOWED EVER: sets limit; whether it has been followed since it leads, and whether it was promoted or
# followed ever. Else it is the first leader of a cluster that is being made, which nobody could replace.
limit_for() {
  if [ -n "$1" ]; then
    limit=$fence_limit
  elif [ -n "$2" ]; then
    limit=$unfollowed_limit
  else
    limit=$never
  fi
}

# Sets left: how long to wait for the next round, 0.1 s at least. Nothing can come of the next 2 s while the last word is
# that young, and every round has its price.
time_left() {
  left=$((silence < 2000 ? 1900 : 1000))
  ((left <= limit - silence)) || left=$((limit - silence))
  ((left >= 100)) || left=100
}
