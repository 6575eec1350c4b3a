# shellcheck shell=bash
# Programs that must be on this machine, installed by name where that is possible.

# needs COMMAND PACKAGE [COMMAND PACKAGE ...]
needs() {
    local missing=() lacking=()
    while [ $# -gt 0 ]; do
        has_command "$1" || { lacking+=("$1"); missing+=("$2"); }
        shift 2
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    can_install || fail "Not on this machine: ${lacking[*]}." "" \
        "install ${missing[*]} (Debian's names), or run as root where apt can"
    install_packages "${missing[@]}"
}

# The folders of root's programs are not on everyone's PATH.
has_command() {
    command -v "$1" > /dev/null || [ -x "/usr/sbin/$1" ] || [ -x "/sbin/$1" ]
}

can_install() {
    [ "$(id -u)" -eq 0 ] && command -v apt-get > /dev/null
}

offers_package() {
    can_install && { packages_fresh || packages_refresh; } && apt-cache show "$1" > /dev/null 2>&1
}

packages_fresh() {
    [ -n "$(find /var/lib/apt/lists -maxdepth 1 -name '*Packages*' -mtime -7 -print -quit 2> /dev/null)" ]
}

packages_refresh() {
    quietly "$LOG/apt.log" "apt-get update" "see whether this machine reaches its package mirror" \
        apt-get -q update
}

install_packages() {
    say "installing $*"
    packages_fresh || packages_refresh
    try_install "$@" || { packages_refresh; try_install "$@"; } ||
        fail "apt could not install $*." "$LOG/apt.log" "install them by hand, then repeat"
}

try_install() {
    DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 \
        install --no-install-recommends "$@" > "$LOG/apt.log" 2>&1 9>&-
}
