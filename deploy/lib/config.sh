# shellcheck shell=bash
# Secrets and configuration, made on the first `up`. A file that a person has edited stays his.

CONFIG="$STATE/config"
SECRETS="$STATE/secrets"

config_ready() {
    settings_remember
    secret payload-keys secret_payload_key
    secret broker-users secret_broker_user
    secret ssh secret_ssh
    secret tunnel-host-key secret_ssh
    config_workers
    config_write catalog.yaml config_catalog
    config_write broker.yaml config_render "$DEPLOY/config/broker.yaml"
}

config_workers() {
    local name
    for name in $STEWARD_INFRASTRUCTURES; do
        if [ "$name" = docker ]; then
            config_write worker.yaml config_docker_worker
        elif lab_used "$name"; then
            config_write "$(worker_of "$name").yaml" config_lab_worker "$name"
        fi
    done
}

config_docker_worker() {
    # shellcheck disable=SC2034 # read by config_render
    local TUNNEL_PORT
    TUNNEL_PORT="$(tunnel_port docker)"
    config_render "$DEPLOY/config/worker.yaml"
}

config_lab_worker() {
    # shellcheck disable=SC2034 # read by config_render
    local INFRASTRUCTURE="$1" WORKER_PORT TUNNEL_PORT
    WORKER_PORT="$(worker_port "$1")"
    TUNNEL_PORT="$(tunnel_port "$1")"
    config_render "$DEPLOY/config/worker-lab.yaml"
    cat "$(lab_folder "$1")/section.yaml"
}

# The plans of the infrastructures that are served: all of PostgreSQL's, the first offering; the others are Docker's.
config_catalog() {
    local name file="$DEPLOY/config/catalog.yaml" others
    others="$(grep -n '^  - id:' "$file" | sed -n '2s/:.*//p')"
    sed '/^    plans:/q' "$file"
    for name in $STEWARD_INFRASTRUCTURES; do
        if [ "$name" = docker ]; then
            sed "$others,\$d" "$file" | sed '1,/^    plans:/d'
        else
            cat "$DEPLOY/config/plans-$name.yaml"
        fi
    done
    case " $STEWARD_INFRASTRUCTURES " in *" docker "*) sed -n "$others,\$p" "$file" ;; esac
}

# secret NAME MAKER: made aside, so that an interrupted run leaves no half of one.
secret() {
    [ ! -s "$SECRETS/$1" ] || return 0
    rm -f "$SECRETS/$1.new" "$SECRETS/$1.new.pub"
    (umask 077 && "$2" "$SECRETS/$1.new")
    [ ! -f "$SECRETS/$1.new.pub" ] || mv "$SECRETS/$1.new.pub" "$SECRETS/$1.pub"
    mv "$SECRETS/$1.new" "$SECRETS/$1"
}

# The first line is the active key; older ones below it can still be read with.
secret_payload_key() {
    printf 'k1:%s\n' "$(head -c 32 /dev/urandom | base64 -w 0)" > "$1"
}

secret_broker_user() {
    printf 'steward:%s\n' "$(head -c 24 /dev/urandom | base64 -w 0 | tr '+/' '-_')" > "$1"
}

secret_ssh() {
    ssh-keygen -q -t ed25519 -N '' -C "steward $STEWARD_INSTALLATION" -f "$1"
}

# config_write FILE COMMAND...: what the command prints, unless someone changed what we wrote the last time.
config_write() {
    local file="$CONFIG/$1" mark="$CONFIG/.written-$1"
    shift
    if [ -f "$file" ] && [ "$(sha256sum < "$file")" != "$(cat "$mark" 2> /dev/null)" ]; then
        say "$file was edited: left as it is"
        return 0
    fi
    "$@" > "$file.new"
    sha256sum < "$file.new" > "$mark"
    mv "$file.new" "$file"
}

config_render() {
    local text name
    text="$(cat "$1")"
    for name in STATE SECRETS DEPLOY STEWARD_INSTALLATION STEWARD_BROKER_PORT STEWARD_WORKER_PORT \
        STEWARD_TEMPORAL_PORT STEWARD_TEMPORAL_UI_PORT STEWARD_SUBNETS INFRASTRUCTURE WORKER_PORT TUNNEL_PORT \
        TEMPORAL_DATABASE_PASSWORD TEMPORAL_DATABASE_PORT TEMPORAL_HISTORY_PORT TEMPORAL_MATCHING_PORT TEMPORAL_WORKER_PORT \
        TEMPORAL_FRONTEND_MEMBERSHIP TEMPORAL_HISTORY_MEMBERSHIP TEMPORAL_MATCHING_MEMBERSHIP TEMPORAL_WORKER_MEMBERSHIP; do
        text="${text//@$name@/${!name:-}}"
    done
    printf '%s\n' "$text"
}
