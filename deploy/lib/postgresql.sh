# shellcheck shell=bash
# Temporal on PostgreSQL (STEWARD_TEMPORAL_STORE=postgresql): a PostgreSQL of its own in the state folder, and Temporal's
# server in place of the one for development.

TEMPORAL_SERVER_VERSION=v1.29.1

postgresql_ready() {
    postgresql_find || postgresql_install
    [ -x "$STATE/bin/temporal-server" ] && [ -x "$STATE/bin/temporal-sql-tool" ] || temporal_server_build ||
        fail "There is no Temporal server here." "$LOG/temporal-build.log" "install Go 1.21 or later, and repeat"
}

# The newest of those that are installed, into POSTGRESQL.
postgresql_find() {
    local folder
    folder="$(compgen -G '/usr/lib/postgresql/*/bin' | sort -V | tail -n 1)"
    POSTGRESQL="${STEWARD_POSTGRESQL_BIN:-$folder}"
    [ -x "$POSTGRESQL/postgres" ] && [ -x "$POSTGRESQL/initdb" ]
}

# Debian's package would begin a cluster of its own, which nobody here has asked for.
postgresql_install() {
    can_install || fail "There is no PostgreSQL here." "" "install postgresql, or name its programs' folder in STEWARD_POSTGRESQL_BIN"
    install_packages postgresql-common
    sed -i 's/^#\?create_main_cluster.*/create_main_cluster = false/' /etc/postgresql-common/createcluster.conf
    install_packages postgresql
    postgresql_find || fail "PostgreSQL was installed, and is not where it should be." "$LOG/apt.log" ""
}

temporal_server_build() {
    local go from="go.temporal.io/server/cmd"
    go="$(go_ready)" || return 1
    say "building Temporal's server $TEMPORAL_SERVER_VERSION (some minutes, once)"
    GOBIN="$STATE/bin/building" GOFLAGS='' "$go" install "$from/server@$TEMPORAL_SERVER_VERSION" \
        "$from/tools/sql@$TEMPORAL_SERVER_VERSION" > "$LOG/temporal-build.log" 2>&1 9>&- || return 1
    mv "$STATE/bin/building/server" "$STATE/bin/temporal-server"
    mv "$STATE/bin/building/sql" "$STATE/bin/temporal-sql-tool"
    rmdir "$STATE/bin/building"
}

# PostgreSQL refuses to be root.
as_postgres() {
    if [ "$(id -u)" -eq 0 ]; then
        setpriv --reuid=postgres --regid=postgres --init-groups "$@"
    else
        "$@"
    fi
}

# Every commit is synced to the disk, as PostgreSQL does unless it is told otherwise.
postgresql_start() {
    secret temporal-database secret_password
    [ -f "$STATE/postgresql/data/PG_VERSION" ] || postgresql_initialise
    local command=("$POSTGRESQL/postgres" -D "$STATE/postgresql/data" -p "$(postgresql_port)" -c listen_addresses=127.0.0.1
        -c unix_socket_directories= -c max_connections=200)
    [ "$(id -u)" -ne 0 ] || command=(setpriv --reuid=postgres --regid=postgres --init-groups "${command[@]}")
    process_start temporal-database "$(fingerprint "$POSTGRESQL/postgres")" "${command[@]}"
    process_await temporal-database 60 "$POSTGRESQL/pg_isready" -q -h 127.0.0.1 -p "$(postgresql_port)"
}

# Made aside: an interrupted run leaves no half of one.
postgresql_initialise() {
    local folder="$STATE/postgresql"
    rm -rf "$folder/building" "$folder/password"
    mkdir -p "$folder"
    [ "$(id -u)" -ne 0 ] || chown postgres: "$folder"
    chmod 700 "$folder"
    as_postgres tee "$folder/password" < "$SECRETS/temporal-database" > /dev/null
    quietly "$LOG/initdb.log" "PostgreSQL could not be prepared." "see $LOG/initdb.log" as_postgres "$POSTGRESQL/initdb" \
        -D "$folder/building" -U temporal --pwfile="$folder/password" --auth=scram-sha-256 --data-checksums
    rm "$folder/password"
    mv "$folder/building" "$folder/data"
}

secret_password() {
    head -c 24 /dev/urandom | base64 -w 0 | tr '+/' '-_' > "$1"
}

postgresql_port() {
    printf '%s' $((STEWARD_TEMPORAL_PORT + 20))
}

# The tables of this version; those of an older one become them.
temporal_schema() {
    temporal_schema_of temporal temporal
    temporal_schema_of temporal_visibility visibility
}

temporal_schema_of() {
    local tool=(env SQL_PASSWORD="$(cat "$SECRETS/temporal-database")" "$STATE/bin/temporal-sql-tool" --plugin postgres12
        --ep 127.0.0.1 --port "$(postgresql_port)" --user temporal --database "$1")
    if ! PGPASSWORD="$(cat "$SECRETS/temporal-database")" psql -q -h 127.0.0.1 -p "$(postgresql_port)" -U temporal \
        -d "$1" -c 'select 1 from schema_version' > /dev/null 2>&1; then
        quietly "$LOG/temporal-schema.log" "Temporal's database could not be made." "see above" "${tool[@]}" create-database
        quietly "$LOG/temporal-schema.log" "Temporal's tables could not be made." "see above" "${tool[@]}" setup-schema -v 0.0
    fi
    quietly "$LOG/temporal-schema.log" "Temporal's tables could not be made." "see above" \
        "${tool[@]}" update-schema --schema-name "postgresql/v12/$2"
}

temporal_server_start() {
    postgresql_start
    temporal_schema
    (umask 077 && config_write temporal.yaml temporal_server_config)
    process_start temporal "$(fingerprint "$STATE/bin/temporal-server" "$CONFIG/temporal.yaml")" \
        "$STATE/bin/temporal-server" --root / --config "$CONFIG" --env temporal --allow-no-auth start
    process_await temporal 60 temporal_serves
    "$TEMPORAL" operator namespace describe default --address "127.0.0.1:$STEWARD_TEMPORAL_PORT" > /dev/null 2>&1 ||
        "$TEMPORAL" operator namespace create default --retention 24h --address "127.0.0.1:$STEWARD_TEMPORAL_PORT" \
            >> "$LOG/temporal.log" 2>&1
    waits_for 30 temporal_knows_namespace || fail "Temporal does not know its namespace." "$LOG/temporal.log" "repeat"
}

temporal_knows_namespace() {
    "$TEMPORAL" workflow list --limit 1 --address "127.0.0.1:$STEWARD_TEMPORAL_PORT" --command-timeout 2s
}

temporal_server_config() {
    local port="$STEWARD_TEMPORAL_PORT" TEMPORAL_DATABASE_PASSWORD TEMPORAL_DATABASE_PORT
    # shellcheck disable=SC2034 # read by config_render
    local TEMPORAL_HISTORY_PORT=$((port + 2)) TEMPORAL_MATCHING_PORT=$((port + 3)) TEMPORAL_WORKER_PORT=$((port + 4)) \
        TEMPORAL_FRONTEND_MEMBERSHIP=$((port + 11)) TEMPORAL_HISTORY_MEMBERSHIP=$((port + 12)) \
        TEMPORAL_MATCHING_MEMBERSHIP=$((port + 13)) TEMPORAL_WORKER_MEMBERSHIP=$((port + 14))
    TEMPORAL_DATABASE_PASSWORD="$(cat "$SECRETS/temporal-database")"
    TEMPORAL_DATABASE_PORT="$(postgresql_port)"
    config_render "$DEPLOY/config/temporal.yaml"
}
