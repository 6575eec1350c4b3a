# shellcheck shell=bash
# A JDK of version 25 or later, in JAVA_HOME.

JAVA_WANTED=25

java_find() {
    local home
    while read -r home; do
        if java_suits "$home"; then
            export JAVA_HOME="$home"
            return 0
        fi
    done < <(java_candidates)
    return 1
}

java_candidates() {
    local found
    [ -z "${JAVA_HOME:-}" ] || printf '%s\n' "$JAVA_HOME"
    found="$(command -v javac || true)"
    [ -z "$found" ] || dirname "$(dirname "$(readlink -f "$found")")"
    compgen -G '/usr/lib/jvm/*' || true
    compgen -G "$HOME/.sdkman/candidates/java/*" || true
    compgen -G '/usr/local/*j[dr][ke]*' || true
    compgen -G '/opt/*' || true
    compgen -G '/opt/*/*' || true
}

java_suits() {
    [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ "$(java_version "$1")" -ge "$JAVA_WANTED" ]
}

# The feature version; 0 where it can't be told.
java_version() {
    local version
    version="$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2> /dev/null || true)"
    printf '%s' "${version:-0}"
}

java_ready() {
    java_find && return
    if offers_package "openjdk-$JAVA_WANTED-jdk-headless"; then
        install_packages "openjdk-$JAVA_WANTED-jdk-headless"
        java_find && return
    fi
    fail "There is no JDK $JAVA_WANTED (or later) here, and apt offers none." "" \
        "unpack one, for instance Eclipse Temurin $JAVA_WANTED, below /opt or /usr/lib/jvm, or set
JAVA_HOME to it. With SDKMAN: sdk install java $JAVA_WANTED-tem. On Debian 13:
apt-get install openjdk-$JAVA_WANTED-jdk-headless."
}
