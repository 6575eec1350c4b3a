# shellcheck shell=bash
# The Temporal server: its program, and how it is started.

TEMPORAL_VERSION=v1.5.1

# In this order: the one named, the one on PATH, ours, one built, one out of its container image.
temporal_ready() {
    temporal_store_suits
    temporal_find || temporal_build || temporal_extract || fail "There is no temporal program here." \
        "$LOG/temporal-build.log" "install the Temporal CLI, or Go 1.21 or later, and repeat"
    say "temporal: $TEMPORAL"
    [ "$STEWARD_TEMPORAL_STORE" = sqlite ] || postgresql_ready
}

# What is in one store would be missing in the other.
temporal_store_suits() {
    case "$STEWARD_TEMPORAL_STORE" in
        sqlite) [ ! -e "$STATE/postgresql/data" ] || fail "Temporal's data is in PostgreSQL here." "" "set STEWARD_TEMPORAL_STORE=postgresql" ;;
        postgresql) [ ! -e "$STATE/temporal/temporal.db" ] || fail "Temporal's data is in SQLite here." "" "set STEWARD_TEMPORAL_STORE=sqlite" ;;
        *) fail "STEWARD_TEMPORAL_STORE is '$STEWARD_TEMPORAL_STORE'." "" "it is sqlite or postgresql" ;;
    esac
}

temporal_find() {
    TEMPORAL="${STEWARD_TEMPORAL_BIN:-$(command -v temporal || true)}"
    [ -n "$TEMPORAL" ] || TEMPORAL="$STATE/bin/temporal"
    [ -x "$TEMPORAL" ]
}

temporal_build() {
    local go
    go="$(go_ready)" || return 1
    say "building temporal $TEMPORAL_VERSION (some minutes, once)"
    # Built aside: an interrupted build leaves nothing that looks like a program.
    GOBIN="$STATE/bin/building" GOFLAGS='' "$go" install \
        "github.com/temporalio/cli/cmd/temporal@$TEMPORAL_VERSION" > "$LOG/temporal-build.log" 2>&1 9>&- || return 1
    mv "$STATE/bin/building/temporal" "$STATE/bin/temporal"
    rmdir "$STATE/bin/building"
    TEMPORAL="$STATE/bin/temporal"
}

go_ready() {
    go_find || { offers_newer_go && install_packages golang-go && go_find; }
}

# From 1.21 on Go fetches a newer toolchain by itself, as a module.
go_find() {
    local go
    for go in "$(command -v go || true)" /usr/local/go/bin/go /usr/lib/go/bin/go; do
        if [ -x "$go" ] && new_enough "$("$go" env GOVERSION 2> /dev/null)"; then
            printf '%s' "$go"
            return 0
        fi
    done
    return 1
}

new_enough() {
    local minor="${1#go1.}"
    [ "${minor%%.*}" -ge 21 ] 2> /dev/null
}

offers_newer_go() {
    offers_package golang-go &&
        new_enough "go$(apt-cache policy golang-go | sed -n 's/.*Candidate: 2:\([0-9.]*\).*/\1/p')"
}

temporal_extract() {
    local name="steward-temporal-$$"
    say "fetching temporal from its container image"
    docker create --name "$name" "temporalio/temporal:${TEMPORAL_VERSION#v}" >> "$LOG/temporal-build.log" 2>&1 || return 1
    docker cp --follow-link "$name:/usr/local/bin/temporal" "$STATE/bin/temporal" >> "$LOG/temporal-build.log" 2>&1 || true
    docker rm "$name" > /dev/null
    temporal_find
}

temporal_start() {
    if [ "$STEWARD_TEMPORAL_STORE" = postgresql ]; then temporal_server_start; else temporal_embedded_start; fi
    temporal_search_attributes
}

# Every commit is synced to the disk: epochs and acknowledged orders must outlive a power cut.
temporal_embedded_start() {
    process_start temporal "$(fingerprint "$TEMPORAL")" "$TEMPORAL" server start-dev \
        --db-filename "$STATE/temporal/temporal.db" \
        --sqlite-pragma journal_mode=WAL --sqlite-pragma synchronous=FULL \
        --ip 127.0.0.1 --port "$STEWARD_TEMPORAL_PORT" --ui-port "$STEWARD_TEMPORAL_UI_PORT" \
        --ui-codec-endpoint "http://127.0.0.1:$STEWARD_BROKER_PORT/codec" \
        --namespace default --log-level warn
    process_await temporal 60 temporal_serves
}

# Also on a server that an older Steward has started.
temporal_search_attributes() {
    local known name
    known="$("$TEMPORAL" operator search-attribute list --address "127.0.0.1:$STEWARD_TEMPORAL_PORT")"
    for name in Instance Plan Infrastructure Phase Mode Organization Space Name Request; do
        grep -qw "Steward$name" <<< "$known" || "$TEMPORAL" operator search-attribute create --type Keyword \
            --name "Steward$name" --address "127.0.0.1:$STEWARD_TEMPORAL_PORT" >> "$LOG/temporal.log" 2>&1
    done
}

temporal_serves() {
    "$TEMPORAL" operator cluster health --address "127.0.0.1:$STEWARD_TEMPORAL_PORT" --command-timeout 2s
}

temporal_ui() {
    printf 'http://127.0.0.1:%s' "$STEWARD_TEMPORAL_UI_PORT"
}
