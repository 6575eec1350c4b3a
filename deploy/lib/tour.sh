# shellcheck shell=bash
# tour and test: both run the deploy module's programs on a prepared machine.

steward_tour() {
    infrastructures_asked "$@"
    local infrastructure="${ASKED:- docker}"
    infrastructure="${infrastructure# }"
    [[ "$infrastructure" != *" "* ]] || fail "A tour goes through one infrastructure." "" "deploy/steward help"
    (steward_up --infrastructure "$infrastructure") 9>&- # in a shell of its own, so that its lock ends with it
    settings_load
    docker_recall || true
    java_find
    temporal_find
    product_environment
    # What JDK 25 warns of in gRPC would interrupt the story.
    exec "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
        -jar "$DEPLOY_JAR" tour "$infrastructure" "$(lab_folder "$infrastructure")"
}

steward_test() {
    local code=0
    state_prepare
    settings_load
    needs curl curl ssh-keygen openssh-client psql postgresql-client losetup mount pgrep procps
    java_ready
    test_docker_ready
    image_ready
    temporal_ready
    export STEWARD_TEMPORAL_BIN="$TEMPORAL" STEWARD_STATE="$STATE"
    export STEWARD_OPENSTACK_LAB="${STEWARD_OPENSTACK_LAB:-$STATE/labs/openstack}"
    say "building and testing everything"
    (cd "$SOURCE" && ./mvnw -B verify -Pjourneys "$@") || code=$?
    [ "$code" -eq 0 ] || say "FAILED: see above and */target/*-reports"
    exit "$code"
}

# A daemon that only the tests needed goes when they are through, however they end.
test_docker_ready() {
    local ran_before=yes
    process_pid dockerd > /dev/null || ran_before=no
    docker_ready
    if docker_is_own && [ "$ran_before" = no ]; then trap test_docker_stop EXIT; fi
}

test_docker_stop() {
    docker_own_stop
    rm -f "$RUN/docker-host"
}
