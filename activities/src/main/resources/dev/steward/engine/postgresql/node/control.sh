# How the fence hears the control plane: sessions of its role, which the process list tells; PostgreSQL is not asked.

# controls TITLE: whether a process of PostgreSQL serves the control plane, known by its role; sets client to
# ADDRESS(PORT). Who claims the role and has not proved it yet does not count.
controls() {
  [[ $1 =~ ^postgres:\ steward\ [^\ ]+\ ([0-9A-Fa-f.:]+\([0-9]+\))\ (.*)$ ]] || return 1
  client=${BASH_REMATCH[1]#::ffff:}
  case ${BASH_REMATCH[2]} in *initializing | *authentication | *startup) return 1 ;; esac
}

# Makes age smaller, if data came more lately in one of them.
hear_control_sessions() {
  local children child title
  listen "sport = :$port" || return 1
  read -r -a children <"/proc/$pid/task/$pid/children" || true
  for child in "${children[@]}"; do
    { read -r -d '' title <"/proc/$child/cmdline"; } 2>/dev/null || continue # it has ended
    ! controls "$title" || ((${heard[$client]-$never} >= age)) || age=${heard[$client]}
  done
}
