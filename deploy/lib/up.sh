# shellcheck shell=bash
# up and down.

steward_up() {
    infrastructures_asked "$@"
    state_prepare
    state_lock
    settings_load
    infrastructures_add
    needs curl curl ssh-keygen openssh-client psql postgresql-client losetup mount pgrep procps
    java_ready
    ! infrastructures_need_docker || docker_ready
    product_ready
    ! infrastructures_need_docker || image_ready
    temporal_ready
    labs_ready
    config_ready
    temporal_start
    product_start
    say "Steward is up for $STEWARD_INFRASTRUCTURES: broker $(broker_url), Temporal UI $(temporal_ui)"
    say "the broker's user is in $SECRETS/broker-users"
}

steward_down() {
    local purge=no name
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
    for name in $KNOWN_INFRASTRUCTURES; do process_stop "$(worker_of "$name")" 30; done
    process_stop broker 20
    process_stop temporal 20
    process_stop temporal-database 60
    ! docker_recall || labs_down $([ "$purge" = no ] || printf -- --purge)
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
