# shellcheck shell=bash
# The state folder: everything this installation keeps. The run folder: what a reboot may forget.

if [ -z "${STEWARD_STATE:-}" ]; then
    if [ "$(id -u)" -eq 0 ]; then
        STEWARD_STATE=/var/lib/steward
    else
        STEWARD_STATE="${XDG_STATE_HOME:-$HOME/.local/state}/steward"
    fi
fi
STATE="$(readlink -m "$STEWARD_STATE")"
# shellcheck disable=SC2034 # read by its siblings
LOG="$STATE/log"
RUN="$STATE/run"

state_prepare() {
    mkdir -p "$STATE"/{bin,log,run,config,temporal,disks,secrets}
    chmod 700 "$STATE/secrets" "$STATE/temporal" "$STATE/disks"
}

state_exists() {
    [ -d "$STATE/config" ] && [ -d "$RUN" ]
}

# One up or down at a time. Descriptor 9 is closed for everything that outlives this command.
state_lock() {
    exec 9> "$RUN/lock"
    flock --nonblock 9 && return
    say "another steward command is at work here; waiting for it"
    flock --wait 900 9 || fail "The other steward command did not end." "" "see who holds $RUN/lock"
}

state_purge() {
    case "$STATE" in
        / | /bin | /etc | /home | /lib | /opt | /root | /srv | /tmp | /usr | /var | /var/lib | "$HOME" | "$SOURCE" | "$SOURCE"/*)
            fail "$STATE is no folder to delete." "" "give STEWARD_STATE a folder of its own" ;;
    esac
    # Only what we made: someone may have put other things beside it.
    rm -rf "${STATE:?}"/{bin,log,run,config,temporal,postgresql,disks,secrets,docker,chaos,labs,journeys,fleet}
    rmdir "$STATE" 2> /dev/null || say "left in $STATE: $(find "$STATE" -mindepth 1 -maxdepth 1 -printf '%f ')"
}
