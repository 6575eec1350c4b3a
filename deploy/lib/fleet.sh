# shellcheck shell=bash
# `bench fleet`: an installation of its own beside the one that may run here, whose machines are in memory. Everything of
# it but logs is forgotten afterwards.

# To be called before the others are read: what is here already is not touched. Programs that were built are shared.
fleet_settings() {
    # shellcheck source=/dev/null
    . "$DEPLOY/lib/state.sh"
    mkdir -p "$STATE/bin" "$STATE/fleet"
    ln -sfn ../bin "$STATE/fleet/bin"
    STEWARD_STATE="$STATE/fleet"
    # shellcheck disable=SC2034 # read by settings_load
    STEWARD_TEMPORAL_STORE=postgresql
    STEWARD_BROKER_PORT=$((${STEWARD_BROKER_PORT:-8080} + 100)) STEWARD_WORKER_PORT=$((${STEWARD_WORKER_PORT:-8081} + 100))
    STEWARD_TEMPORAL_PORT=$((${STEWARD_TEMPORAL_PORT:-7233} + 100))
}

# fleet_up INSTANCES: they determine how much memory the worker may use.
fleet_up() {
    [[ "$1" =~ ^[1-9][0-9]{0,4}$ ]] || fail "--instances is a number from 1 to 99999, not '$1'." "" "deploy/bench --help"
    infrastructures_asked
    state_prepare
    state_lock
    settings_load
    infrastructures_add
    needs curl curl ssh-keygen openssh-client psql postgresql-client pgrep procps
    java_ready
    product_ready
    temporal_ready
    config_ready
    config_write worker.yaml config_render "$DEPLOY/config/worker-fleet.yaml"
    temporal_start
    broker_start
    fleet_worker_start "$1"
    process_await broker 90 answers "$(broker_url)/actuator/health"
    process_await worker 90 answers "$(worker_url)/health"
}

fleet_worker_start() {
    local memory=$((256 + $1 / 2)) options="$STEWARD_JAVA_OPTIONS"
    # shellcheck disable=SC2086 # options are words
    process_start worker "$(fingerprint "$DEPLOY_JAR")" "$JAVA_HOME/bin/java" $options "-Xmx${memory}m" \
        -XX:MaxMetaspaceSize=256m -cp "$DEPLOY_JAR" dev.steward.bench.fleet.FleetWorker "$STATE/estate" "$(fleet_storm_port)" \
        --config="$CONFIG/worker.yaml"
}

fleet_storm_port() {
    printf '%s' $((STEWARD_WORKER_PORT + 20))
}

fleet_down() {
    process_stop worker 20
    process_stop broker 20
    process_stop temporal 20
    process_stop temporal-database 60
    rm -rf "${STATE:?}"/{run,config,temporal,postgresql,secrets,disks,estate}
}

fleet_environment() {
    product_environment
    export STEWARD_FLEET_STORM="http://127.0.0.1:$(fleet_storm_port)/strike"
    export STEWARD_TEMPORAL_DATABASE="jdbc:postgresql://127.0.0.1:$(postgresql_port)/temporal?user=temporal"
    export STEWARD_TEMPORAL_DATABASE_PASSWORD="$SECRETS/temporal-database"
}
