# shellcheck shell=bash
# Infrastructures: which are served here, each by a worker process of its own, and the labs that stand in for clouds.

KNOWN_INFRASTRUCTURES="docker openstack ec2"

# infrastructures_asked [--infrastructure NAME]...: those named, into ASKED; fails on anything else.
infrastructures_asked() {
    ASKED=""
    while [ $# -gt 0 ]; do
        [ "$1" = --infrastructure ] && [ $# -gt 1 ] || fail "There is no option '$1' here." "" "deploy/steward help"
        infrastructure_known "$2"
        ASKED="$ASKED $2"
        shift 2
    done
}

infrastructure_known() {
    [[ " $KNOWN_INFRASTRUCTURES " == *" $1 "* ]] ||
        fail "There is no infrastructure '$1'." "" "one of: $KNOWN_INFRASTRUCTURES"
}

# What is asked for is served from now on, beside what has been before; docker if nothing ever was.
infrastructures_add() {
    local name
    for name in $ASKED; do
        infrastructure_served "$name" || STEWARD_INFRASTRUCTURES="${STEWARD_INFRASTRUCTURES:+$STEWARD_INFRASTRUCTURES }$name"
    done
    : "${STEWARD_INFRASTRUCTURES:=docker}"
}

infrastructure_served() {
    [[ " ${STEWARD_INFRASTRUCTURES:-} " == *" $1 "* ]]
}

# Docker carries machines of its own, and those of labs.
infrastructures_need_docker() {
    local name
    for name in $STEWARD_INFRASTRUCTURES; do
        [ "$name" != docker ] && ! lab_used "$name" || return 0
    done
    return 1
}

# The name of the process, of its log and of its configuration.
worker_of() {
    if [ "$1" = docker ]; then printf worker; else printf 'worker-%s' "$1"; fi
}

# One after the other, from STEWARD_WORKER_PORT on.
worker_port() {
    local port="$STEWARD_WORKER_PORT" name
    for name in $KNOWN_INFRASTRUCTURES; do
        [ "$name" != "$1" ] || break
        port=$((port + 1))
    done
    printf '%s' "$port"
}

# Where its worker opens tunnels: ten above the port of its health.
tunnel_port() {
    printf '%s' "$(($(worker_port "$1") + 10))"
}

# A lab stands in for a cloud until somebody has written down where that is.
lab_used() {
    local file
    file="$CONFIG/$(worker_of "$1").yaml"
    [ "$1" != docker ] && { [ ! -f "$file" ] || grep -q "$(lab_folder "$1")" "$file"; }
}

lab_folder() {
    printf '%s/labs/%s' "$STATE" "$1"
}

labs_ready() {
    local name
    for name in $STEWARD_INFRASTRUCTURES; do
        ! lab_used "$name" || lab_ready "$name"
    done
}

# It writes its section of a worker's configuration into its folder.
lab_ready() {
    [ -x "$DEPLOY/labs/$1/lab" ] ||
        fail "There is no lab for $1." "" "write $CONFIG/$(worker_of "$1").yaml; deploy/docs tells how"
    "$DEPLOY/labs/$1/lab" running "$(lab_folder "$1")" > /dev/null 2>&1 ||
        say "$1: starting the lab that stands in for a cloud (the first time takes a minute or two)"
    mkdir -p "$(lab_folder "$1")"
    quietly "$LOG/lab-$1.log" "The $1 lab did not start." "see $LOG/lab-$1.log; labs need root and Docker" \
        "$DEPLOY/labs/$1/lab" up "$(lab_folder "$1")" "$(image_name)"
}

# labs_down [--purge]
labs_down() {
    local folder
    for folder in "$STATE"/labs/*/; do
        [ -d "$folder" ] || continue
        say "stopping the lab $(basename "$folder")"
        [ "$(basename "$folder")" != ec2 ] || [ $# -gt 0 ] ||
            say "it forgets what was rented in it: instances that lived there do not come back, and can only be deleted"
        "$DEPLOY/labs/$(basename "$folder")/lab" down "${folder%/}" "$@" >> "$LOG/labs.log" 2>&1 ||
            say "it could not be stopped: see $LOG/labs.log"
    done
}

# check INFRASTRUCTURE: whether everything is there that machines need.
steward_check() {
    [ $# -eq 1 ] || fail "check takes the name of an infrastructure." "" "one of: $KNOWN_INFRASTRUCTURES"
    infrastructure_known "$1"
    local file
    file="$CONFIG/$(worker_of "$1").yaml"
    [ -f "$file" ] || fail "There is no $file." "" \
        "write it (deploy/config/$(worker_of "$1").yaml.example), or let deploy/steward up --infrastructure $1 start a lab"
    settings_load
    java_ready
    product_ready
    docker_recall || true
    STEWARD_DOCKER_IMAGE="$(image_name)"
    export STEWARD_DOCKER_IMAGE
    # shellcheck disable=SC2086 # options are words
    exec "$JAVA_HOME/bin/java" $STEWARD_JAVA_OPTIONS -jar "$WORKER_JAR" --config="$file" --check="$1"
}
