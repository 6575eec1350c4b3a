# shellcheck shell=bash
# The Docker daemon: the one that answers, else one of our own. Exports DOCKER_HOST.

# Sockets must have paths below 108 characters, which a state folder can't promise.
DOCKER_KEY="$(printf '%s' "$STATE" | sha256sum | cut -c1-8)"
DOCKER_RUN="/run/steward-$DOCKER_KEY"
DOCKER_BRIDGE="stw-$DOCKER_KEY"

docker_ready() {
    process_settle dockerd
    has_command docker || docker_install
    if docker_wants_own; then
        docker_own_start
    elif docker_answers; then
        export DOCKER_HOST="${DOCKER_HOST:-$(docker_default_host)}"
    else
        [ -z "${DOCKER_HOST:-}" ] || say "nothing answers at DOCKER_HOST=$DOCKER_HOST"
        docker_own_start
    fi
    docker_room
    printf '%s\n' "$DOCKER_HOST" > "$RUN/docker-host"
}

# The systemd of each machine takes three inotify instances of the host's root, of which Linux has 128.
docker_room() {
    local setting=/proc/sys/fs/inotify/max_user_instances wanted=4096
    [ "$(cat "$setting")" -lt "$wanted" ] || return 0
    { echo "$wanted" > "$setting"; } 2> /dev/null ||
        say "this host has room for about $(($(cat "$setting") / 3)) machines: set fs.inotify.max_user_instances to $wanted"
}

docker_wants_own() {
    [ "$STEWARD_OWN_DOCKER" = 1 ] || process_pid dockerd > /dev/null
}

# The client is a package of its own from Debian 13 on. Elsewhere systemd starts the daemon at once.
docker_install() {
    if offers_package docker-cli; then
        needs docker docker-cli dockerd docker.io iptables iptables
    else
        needs docker docker.io iptables iptables
    fi
    waits_for 5 docker_answers || true
}

docker_answers() {
    timeout 10 docker version --format '{{.Server.Version}}' > /dev/null 2>&1
}

docker_default_host() {
    docker context inspect --format '{{.Endpoints.docker.Host}}' 2> /dev/null ||
        printf 'unix:///var/run/docker.sock'
}

# down and status talk to the daemon that up talked to.
docker_recall() {
    [ -s "$RUN/docker-host" ] || return 1
    DOCKER_HOST="$(cat "$RUN/docker-host")"
    export DOCKER_HOST
}

docker_is_own() {
    [ "${DOCKER_HOST:-}" = "unix://$DOCKER_RUN/docker.sock" ]
}

docker_own_start() {
    [ "$(id -u)" -eq 0 ] || fail "No Docker daemon answers, and only root can start one." "" \
        "start Docker and see that you may use it (group docker), or run this as root"
    has_command dockerd || docker_install
    needs dockerd docker.io iptables iptables ip iproute2
    mkdir -p "$DOCKER_RUN" "$STATE/docker"
    export DOCKER_HOST="unix://$DOCKER_RUN/docker.sock"
    process_pid dockerd > /dev/null || docker_own_launch
    process_await dockerd 60 docker_answers
}

docker_own_launch() {
    say "starting a Docker daemon of our own"
    docker_cgroups
    docker_own_bridge
    # shellcheck disable=SC2046 # one word an option
    process_start dockerd own dockerd --data-root "$STATE/docker" --exec-root "$DOCKER_RUN/exec" \
        --pidfile "$DOCKER_RUN/docker.pid" --host "$DOCKER_HOST" --bridge "$DOCKER_BRIDGE" --log-level warn \
        $(docker_own_filters)
}

# Where nothing has mounted the control groups, systemd in a container could not boot.
docker_cgroups() {
    local root=/sys/fs/cgroup
    [ ! -f "$root/cgroup.controllers" ] || return 0
    mountpoint -q "$root" || { needs cgroupfs-mount cgroupfs-mount && cgroupfs-mount; }
    [ -d "$root/systemd" ] || { mkdir "$root/systemd" &&
        mount -t cgroup -o none,name=systemd cgroup "$root/systemd"; }
}

# The default network of ours, on a bridge and a link-local subnet of its own. (A daemon with
# --bridge=none deletes docker0, under the feet of any other daemon here.)
docker_own_bridge() {
    ip link show "$DOCKER_BRIDGE" > /dev/null 2>&1 || ip link add "$DOCKER_BRIDGE" type bridge
    ip address replace "169.254.$((64 + 0x${DOCKER_KEY:0:2} % 64)).1/24" dev "$DOCKER_BRIDGE"
    ip link set "$DOCKER_BRIDGE" up
}

# Two daemons would take each other's packet filter rules away: beside another one ours makes none.
docker_own_filters() {
    local pid
    for pid in $(pgrep -x dockerd || true); do
        [ "$pid" = "$(process_pid dockerd || true)" ] || {
            printf -- '--iptables=false --ip-masq=false --ip-forward=false'
            return
        }
    done
}

# Everything of this installation, and of the peers that its benchmark may have left.
docker_clear() {
    docker_clear_of "$STEWARD_INSTALLATION"
    docker_clear_of "${STEWARD_INSTALLATION}peers"
}

# Machines, the disks' helper, networks.
docker_clear_of() {
    local label="label=steward.installation=$1" found
    found="$(docker ps --all --quiet --no-trunc --filter "$label"
        docker ps --all --quiet --no-trunc --filter "name=^/?steward-disks-$1\$")"
    docker_remove "containers" "container rm --force --volumes" "$found"
    docker_remove "networks" "network rm" "$(docker network ls --quiet --filter "$label")"
}

docker_remove() {
    [ -n "$3" ] || return 0
    say "removing $(sort -u <<< "$3" | wc -l) $1"
    # shellcheck disable=SC2046,SC2086 # lists of words
    docker $2 $(sort -u <<< "$3") > /dev/null || say "could not remove all $1"
}

docker_own_stop() {
    process_stop dockerd 40
    docker_own_containerd_stop
    awk -v a="$STATE/docker/" -v b="$DOCKER_RUN/" 'index($2 "/", a) == 1 || index($2, b) == 1 { print $2 }' \
        /proc/mounts | sort -r | while read -r mount; do umount --lazy "$mount" || true; done
    ip link delete "$DOCKER_BRIDGE" 2> /dev/null || true
    rm -rf "$DOCKER_RUN"
}

# dockerd ends its containerd; one that was killed could not.
docker_own_containerd_stop() {
    local pid
    for pid in $(pgrep -x containerd || true); do
        ! grep -qzF "$DOCKER_RUN/exec/containerd/" "/proc/$pid/cmdline" || kill -TERM "$pid" || true
    done
}
