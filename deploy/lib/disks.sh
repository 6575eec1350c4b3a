# shellcheck shell=bash
# Loop devices that the worker's helper has put over this installation's disk files.

# Found by the file itself, as its path may read otherwise in the container that attached it, and
# by the path, for files that are deleted already.
disks_attached() {
    {
        find "$STATE/disks" -type f -exec losetup --noheadings --output NAME --associated {} \;
        losetup --list --noheadings --raw --output NAME,BACK-FILE |
            awk -v prefix="$STATE/disks/" 'index($2, prefix) == 1 { print $1 }'
    } 2> /dev/null | sort -u
}

disks_detach() {
    local device
    for device in $(disks_attached); do
        losetup_detach "$device" || say "could not detach $device"
    done
}

# Whoever is not root, but may use Docker, is root there.
losetup_detach() {
    as_root --volume /dev:/dev losetup --detach "$1"
}

disks_delete() {
    as_root --volume "$STATE/disks:$STATE/disks" find "$STATE/disks" -mindepth 1 -delete
}

# as_root --volume VOLUME COMMAND...: not --privileged, which fails on hosts that lack a capability.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "${@:3}"
    else
        docker run --rm --network none --cap-add SYS_ADMIN --security-opt seccomp=unconfined \
            --device-cgroup-rule 'b 7:* rwm' --device-cgroup-rule 'c 10:237 rwm' "$1" "$2" "$(image_name)" "${@:3}"
    fi
}
