# shellcheck shell=bash
# Progress for people, on standard error: standard output belongs to results.

say() {
    printf '[%3ds] %s\n' "$SECONDS" "$*" >&2
}

# fail WHAT LOG REMEDY: what failed, the end of its log, what to do; then exit 1.
fail() {
    printf '[%3ds] FAILED: %s\n' "$SECONDS" "$1" >&2
    if [ -n "${2:-}" ] && [ -s "$2" ]; then
        printf -- '--- the end of %s\n' "$2" >&2
        tac "$2" | sed '/^=== /q' | tac | tail -n 25 >&2 # not what an earlier start had to say
        printf -- '---\n' >&2
    fi
    [ -z "${3:-}" ] || printf 'What to do: %s\n' "$3" >&2
    exit 1
}

# quietly LOG WHAT REMEDY COMMAND...: all output goes to LOG; a failure is told.
quietly() {
    local log="$1" what="$2" remedy="$3"
    shift 3
    "$@" > "$log" 2>&1 9>&- || fail "$what" "$log" "$remedy"
}

# waits_for SECONDS COMMAND...: polls until the command succeeds.
waits_for() {
    local until=$((SECONDS + $1))
    shift
    until "$@" > /dev/null 2>&1; do
        [ "$SECONDS" -lt "$until" ] || return 1
        sleep 0.1
    done
}
