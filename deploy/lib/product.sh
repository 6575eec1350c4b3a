# shellcheck shell=bash
# The product: its jars, and broker and worker as processes.

BROKER_JAR="$SOURCE/broker-api/target/broker-api-app.jar"
WORKER_JAR="$SOURCE/worker/target/worker-app.jar"
DEPLOY_JAR="$SOURCE/deploy/target/deploy.jar"

product_ready() {
    product_is_built && return
    say "building the product"
    touch "$RUN/building" # as long as it is there, jars may be half written
    quietly "$LOG/build.log" "The build failed." "see $LOG/build.log" product_build
    touch --no-create "$BROKER_JAR" "$WORKER_JAR" "$DEPLOY_JAR" # Maven leaves unchanged ones old
    rm "$RUN/building"
}

product_build() {
    cd "$SOURCE" && ./mvnw -q -B -DskipTests package
}

product_is_built() {
    local jar
    [ ! -e "$RUN/building" ] || return 1
    for jar in "$BROKER_JAR" "$WORKER_JAR" "$DEPLOY_JAR"; do
        [ -f "$jar" ] || return 1
        [ -z "$(product_sources | xargs -0 -I{} find {} -newer "$jar" -type f -print -quit)" ] || return 1
    done
}

product_sources() {
    find "$SOURCE" -mindepth 1 -maxdepth 3 \( -name pom.xml -o -path '*/src/main' \) \
        -not -path '*/target/*' -print0
}

product_start() {
    local java="$JAVA_HOME/bin/java" infrastructure worker
    broker_start
    for infrastructure in $STEWARD_INFRASTRUCTURES; do
        worker="$(worker_of "$infrastructure")"
        # shellcheck disable=SC2086 # options are words
        process_start "$worker" "$(fingerprint "$WORKER_JAR" "$CONFIG/$worker.yaml" "$SECRETS"/* - <<< "${DOCKER_HOST:-} ${STEWARD_DOCKER_IMAGE:-}")" \
            "$java" $STEWARD_JAVA_OPTIONS -jar "$WORKER_JAR" --config="$CONFIG/$worker.yaml"
    done
    process_await broker 90 answers "$(broker_url)/actuator/health"
    for infrastructure in $STEWARD_INFRASTRUCTURES; do
        process_await "$(worker_of "$infrastructure")" 90 answers "$(worker_url "$infrastructure")/health"
    done
}

broker_start() {
    # shellcheck disable=SC2086 # options are words
    process_start broker "$(fingerprint "$BROKER_JAR" "$CONFIG/broker.yaml" "$CONFIG/catalog.yaml" "$SECRETS"/*)" \
        "$JAVA_HOME/bin/java" $STEWARD_JAVA_OPTIONS -jar "$BROKER_JAR" --config="$CONFIG/broker.yaml"
}

answers() {
    curl --silent --fail --max-time 2 --noproxy '*' --output /dev/null "$1"
}

broker_url() {
    printf 'http://127.0.0.1:%s' "$(port_in broker.yaml "$STEWARD_BROKER_PORT")"
}

# worker_url [INFRASTRUCTURE]
worker_url() {
    local name="${1:-docker}"
    printf 'http://127.0.0.1:%s' "$(port_in "$(worker_of "$name").yaml" "$(worker_port "$name")")"
}

# The port under http: in a configuration, which a person may have changed there.
port_in() {
    local port
    port="$(sed -n '/^http:/,/^[a-z]/s/.*port: *\([0-9]\{1,5\}\).*/\1/p' "$CONFIG/$1" 2> /dev/null | head -n 1)"
    printf '%s' "${port:-$2}"
}

# What the deploy module's programs (tour, status, journeys) need to know of this installation.
product_environment() {
    export STEWARD_BROKER_URL STEWARD_WORKER_URL STEWARD_TEMPORAL_UI STEWARD_TEMPORAL_ADDRESS
    export STEWARD_BROKER_USERS="$SECRETS/broker-users" STEWARD_PAYLOAD_KEYS="$SECRETS/payload-keys"
    export STEWARD_INSTALLATION STEWARD_STATE="$STATE"
    STEWARD_BROKER_URL="$(broker_url)" STEWARD_WORKER_URL="$(worker_url)"
    STEWARD_TEMPORAL_UI="$(temporal_ui)" STEWARD_TEMPORAL_ADDRESS="127.0.0.1:$STEWARD_TEMPORAL_PORT"
}
