# shellcheck shell=bash
# status and logs.

steward_status() {
    local infrastructure
    [ $# -eq 0 ] || fail "status takes no arguments." "" "deploy/steward help"
    if ! state_exists; then
        printf 'Steward has not been brought up in %s.\n' "$STATE"
        return
    fi
    settings_load
    docker_recall || true
    printf 'installation  %s in %s\n' "$STEWARD_INSTALLATION" "$STATE"
    status_versions
    printf '\n%-16s %-8s %-10s %-9s %s\n' process pid up memory where
    status_process broker "$(broker_url)"
    for infrastructure in ${STEWARD_INFRASTRUCTURES:-docker}; do
        status_process "$(worker_of "$infrastructure")" "$(worker_url "$infrastructure")"
    done
    status_process temporal "127.0.0.1:$STEWARD_TEMPORAL_PORT, UI $(temporal_ui)"
    [ ! -f "$(process_record dockerd)" ] || status_process dockerd "${DOCKER_HOST:-}"
    printf '\n'
    status_docker
    printf '\n'
    status_instances
}

status_versions() {
    local commit
    commit="$(git -C "$SOURCE" describe --always --dirty 2> /dev/null || printf unknown)"
    printf 'source        %s\n' "$commit"
    if java_find; then printf 'java          %s\n' "$JAVA_HOME"; else printf 'java          no JDK %s\n' "$JAVA_WANTED"; fi
    if temporal_find; then printf 'temporal      %s (%s)\n' "$TEMPORAL" "$("$TEMPORAL" --version | tr -d '\n')"; fi
}

status_process() {
    local pid up memory
    if pid="$(process_pid "$1")"; then
        read -r up memory < <(ps -o etime=,rss= -p "$pid")
        printf '%-16s %-8s %-10s %-9s %s\n' "$1" "$pid" "$up" "$((memory / 1024)) MiB" "$2"
    else
        printf '%-16s %-8s\n' "$1" "not running"
    fi
}

status_docker() {
    local label="label=steward.installation=$STEWARD_INSTALLATION"
    if [ -z "${DOCKER_HOST:-}" ] || ! docker_answers; then
        printf 'docker        not in use\n'
        return
    fi
    printf 'docker        %s at %s\n' "$(docker version --format '{{.Server.Version}}')" "$DOCKER_HOST"
    printf 'image         %s%s\n' "$(image_name)" "$(image_exists || printf ' (not made yet)')"
    printf 'containers    %s of %s running\n' "$(docker ps --quiet --filter "$label" | wc -l)" \
        "$(docker ps --all --quiet --filter "$label" | wc -l)"
}

status_instances() {
    if ! process_pid broker > /dev/null; then
        printf 'instances     unknown: the broker is not running\n'
        return
    fi
    product_environment
    "${JAVA_HOME:-/usr}/bin/java" -jar "$DEPLOY_JAR" status 2> "$LOG/status.log" 9>&- ||
        printf 'instances     could not be listed; see %s\n' "$LOG/status.log"
}

# What a person has done to an instance: by way of Temporal, like everything else.
steward_order() {
    state_exists || fail "Steward has not been brought up in $STATE." "" "deploy/steward up"
    settings_load
    java_find || fail "There is no JDK $JAVA_WANTED here." "" "deploy/steward up finds one"
    product_environment
    exec "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
        -jar "$DEPLOY_JAR" "$@"
}

# tunnel KEY.json [-i PRIVATEKEY] [--port PORT]: needs nothing of an installation but its programs.
steward_tunnel() {
    java_find || fail "There is no JDK $JAVA_WANTED here." "" "deploy/steward up finds one"
    [ -f "$DEPLOY_JAR" ] || fail "The programs are not built." "" "deploy/steward up builds them"
    needs ssh openssh-client
    exec "$JAVA_HOME/bin/java" -jar "$DEPLOY_JAR" tunnel "$@"
}

steward_logs() {
    local name files=() follow=()
    for name; do
        case "$name" in
            -f) follow=(--follow) ;;
            broker | worker | worker-* | temporal | dockerd) files+=("$LOG/$name.log") ;;
            *) fail "There is no log '$name'." "" "broker, worker, worker-INFRASTRUCTURE, temporal or dockerd" ;;
        esac
    done
    [ ${#files[@]} -gt 0 ] || mapfile -t files < <(compgen -G "$LOG/*.log" || true)
    [ -e "${files[0]:-}" ] || fail "No log yet in $LOG." "" "deploy/steward up"
    exec tail --lines=200 "${follow[@]}" "${files[@]}"
}
