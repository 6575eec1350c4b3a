# shellcheck shell=bash
# up and down.

steward_up() {
    [ $# -eq 0 ] || fail "up takes no arguments." "" "deploy/steward help"
    state_prepare
    state_lock
    settings_load
    needs curl curl ssh-keygen openssh-client psql postgresql-client losetup mount pgrep procps
    java_ready
    docker_ready
    product_ready
    image_ready
    temporal_ready
    config_ready
    temporal_start
    product_start
    say "Steward is up: broker $(broker_url), Temporal UI $(temporal_ui)"
    say "the broker's user is in $SECRETS/broker-users"
}

steward_down() {
    local purge=no
    case "${1:-}" in
        '') ;;
        --purge) purge=yes ;;
        *) fail "down knows no '$1'." "" "deploy/steward help" ;;
    esac
    if ! state_exists; then
        say "nothing of Steward in $STATE"
        return
    fi
    state_lock
    settings_load
    process_stop worker 30
    process_stop broker 20
    process_stop temporal 20
    down_docker "$purge"
    if [ "$purge" = yes ]; then
        state_purge
        say "Steward is down and forgotten"
    else
        say "Steward is down; instances keep their disks in $STATE/disks, and come back with the next up"
    fi
}

down_docker() {
    if ! docker_recall; then
        disks_detach
        return
    fi
    # Without its daemon nobody could take the containers away: for that it comes back once more.
    ! docker_is_own || docker_own_start
    if docker_answers; then
        docker_clear
        disks_detach
        [ "$1" = no ] || { disks_delete; image_remove_all; }
    else
        say "no Docker daemon answers at $DOCKER_HOST: its containers and networks stay"
        disks_detach
    fi
    ! docker_is_own || docker_own_stop
    rm -f "$RUN/docker-host"
}
