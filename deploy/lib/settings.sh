# shellcheck shell=bash
# Settings: the environment first, then what was remembered, then the defaults.

SETTINGS="$STATE/config/settings"
SETTING_NAMES="STEWARD_INSTALLATION STEWARD_BROKER_PORT STEWARD_WORKER_PORT STEWARD_TEMPORAL_PORT
    STEWARD_TEMPORAL_UI_PORT STEWARD_SUBNETS STEWARD_JAVA_OPTIONS STEWARD_OWN_DOCKER
    STEWARD_INFRASTRUCTURES STEWARD_TEMPORAL_STORE"
# Two small services: a serial collector and bounded pools keep each of them small.
JAVA_OPTIONS_DEFAULT="-XX:+UseSerialGC -Xms32m -Xmx160m -XX:MaxMetaspaceSize=128m -XX:ReservedCodeCacheSize=48m -Xss512k -XX:+ExitOnOutOfMemoryError"

settings_load() {
    local name value
    if [ -f "$SETTINGS" ]; then
        while IFS='=' read -r name value; do
            [[ "$name" == STEWARD_* ]] || continue
            [ -n "${!name:-}" ] || printf -v "$name" '%s' "$value"
        done < "$SETTINGS"
    fi
    : "${STEWARD_INSTALLATION:=$(od -An -N4 -tx1 /dev/urandom | tr -d ' \n')}"
    : "${STEWARD_BROKER_PORT:=8080}" "${STEWARD_WORKER_PORT:=8081}"
    : "${STEWARD_TEMPORAL_PORT:=7233}" "${STEWARD_TEMPORAL_UI_PORT:=8233}"
    : "${STEWARD_SUBNETS:=10.89.0.0/16}" "${STEWARD_JAVA_OPTIONS:=$JAVA_OPTIONS_DEFAULT}"
    : "${STEWARD_OWN_DOCKER:=0}" "${STEWARD_TEMPORAL_STORE:=sqlite}"
}

settings_remember() {
    local name
    {
        printf '# Remembered by deploy/steward; the environment goes first. Edit, then run up.\n'
        # A default is not remembered: a later version may know a better one.
        for name in $SETTING_NAMES; do
            if [ "$name" = STEWARD_JAVA_OPTIONS ] && [ "${!name}" = "$JAVA_OPTIONS_DEFAULT" ]; then continue; fi
            printf '%s=%s\n' "$name" "${!name}"
        done
    } > "$SETTINGS.new"
    mv "$SETTINGS.new" "$SETTINGS"
}
