# shellcheck shell=bash
# Processes that outlive this command. A record in the run folder says "pid start fingerprint";
# the kernel's start time tells a process of ours from a stranger who got its number later.

process_record() {
    printf '%s/%s.process' "$RUN" "$1"
}

# The pid, if the process recorded under this name still runs.
process_pid() {
    local pid start rest
    [ -f "$(process_record "$1")" ] || return 1
    read -r pid start rest < "$(process_record "$1")" || return 1
    [ -n "$rest" ] && [ "$(process_born "$pid")" = "$start" ] || return 1
    printf '%s' "$pid"
}

# When a process was born, in the kernel's ticks; nothing if it is none or only waits to be buried.
process_born() {
    local stat fields
    read -r stat 2> /dev/null < "/proc/$1/stat" || return 0
    read -ra fields <<< "${stat##*) }" # what follows the name, which may hold anything
    [ "${fields[0]}" = Z ] || printf '%s' "${fields[19]}"
}

process_fingerprint() {
    local pid start print
    read -r pid start print < "$(process_record "$1")" && printf '%s' "$print"
}

# fingerprint FILE...: changes when one of the files does.
fingerprint() {
    cat -- "$@" 2> /dev/null | sha256sum | cut -c1-16
}

# process_start NAME FINGERPRINT COMMAND...: nothing to do if it already runs like that.
process_start() {
    local name="$1" print
    print="$2-$(printf '%s\0' "${@:3}" | sha256sum | cut -c1-16)"
    shift 2
    process_settle "$name"
    if process_pid "$name" > /dev/null; then
        [ "$(process_fingerprint "$name")" != "$print" ] || return 0
        say "$name: what it runs from has changed; restarting it"
        process_stop "$name" 20
    fi
    log_turn "$LOG/$name.log"
    printf '\n=== %s started %s\n' "$name" "$(date -Is)" >> "$LOG/$name.log"
    # The process writes its own record before it becomes the command: no gap to be interrupted in.
    # shellcheck disable=SC2016
    setsid bash -c '
        read -r stat < /proc/$$/stat; rest=(${stat##*) })
        printf "%s %s %s\n" "$$" "${rest[19]}" "$2" > "$1.new" && mv "$1.new" "$1"
        for fd in /proc/$$/fd/*; do # whoever started us may hold a lock that must end with him
            [ "${fd##*/}" -le 2 ] || eval "exec ${fd##*/}>&-"
        done
        shift 2; exec "$@"' steward "$(process_record "$name")" "$print" "$@" \
        >> "$LOG/$name.log" 2>&1 < /dev/null &
    disown
    waits_for 5 process_recorded "$name" "$print" || fail "$name did not start." "$LOG/$name.log" ""
}

# At a start, a log that has grown large makes room; one older is kept.
log_turn() {
    [ -z "$(find "$1" -size +50M 2> /dev/null)" ] || mv "$1" "$1.old"
}

process_recorded() {
    [ -f "$(process_record "$1")" ] && [ "$(process_fingerprint "$1")" = "$2" ]
}

# process_await NAME SECONDS PROBE...: until the probe succeeds; its death or silence is a failure.
process_await() {
    local name="$1" limit="$2" until=$((SECONDS + $2))
    shift 2
    until "$@" > /dev/null 2>&1; do
        process_pid "$name" > /dev/null ||
            fail "$name ended while it was starting." "$LOG/$name.log" "see above; then repeat"
        [ "$SECONDS" -lt "$until" ] ||
            fail "$name runs but was not ready in $limit s." "$LOG/$name.log" "see above; then repeat"
        sleep 0.1
    done
}

# process_stop NAME SECONDS: asks, waits, then kills.
process_stop() {
    local name="$1" pid
    if pid="$(process_pid "$name")"; then
        say "stopping $name"
        touch "$(process_record "$name").stopping"
        kill -TERM "$pid" 2> /dev/null || true
        waits_for "$2" process_gone "$name" || process_kill "$name" "$pid"
    fi
    rm -f "$(process_record "$name")" "$(process_record "$name").stopping"
}

# An interrupted stop leaves a process that still runs, but not for long: finish it.
process_settle() {
    [ ! -e "$(process_record "$1").stopping" ] || process_stop "$1" 40
}

process_gone() {
    ! process_pid "$1" > /dev/null
}

process_kill() {
    say "$1 does not end by itself; killing it"
    kill -KILL "$2" 2> /dev/null || true
    waits_for 10 process_gone "$1" || say "$1 (pid $2) can't be killed"
}
