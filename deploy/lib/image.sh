# shellcheck shell=bash
# The machine image, named after its recipe.

image_name() {
    "$DEPLOY/image/tag"
}

image_exists() {
    docker image inspect "$(image_name)" > /dev/null 2>&1
}

image_ready() {
    STEWARD_DOCKER_IMAGE="$(image_name)"
    export STEWARD_DOCKER_IMAGE
    image_exists && return
    ! can_install || needs mmdebstrap mmdebstrap
    say "making the machine image $STEWARD_DOCKER_IMAGE (about a minute)"
    quietly "$LOG/image.log" "Making the machine image failed." \
        "see whether this machine reaches a Debian mirror; STEWARD_DEBIAN_MIRROR names another one" \
        "$DEPLOY/image/container"
    printf '%s\n' "$STEWARD_DOCKER_IMAGE" >> "$STATE/config/images"
}

# The image for `bench failover`'s peers, made on ours.
image_peers_ready() {
    STEWARD_PEERS_IMAGE="$("$DEPLOY/image/peers" tag)"
    export STEWARD_PEERS_IMAGE
    ! docker image inspect "$STEWARD_PEERS_IMAGE" > /dev/null 2>&1 || return 0
    say "making the peers' image $STEWARD_PEERS_IMAGE (about a minute)"
    quietly "$LOG/image-peers.log" "Making the peers' image failed." \
        "see whether this machine reaches a Debian mirror, or add --no-peers" "$DEPLOY/image/peers"
    printf '%s\n' "$STEWARD_PEERS_IMAGE" >> "$STATE/config/images"
}

# Only those made here, and none that another installation's machines stand on.
image_remove_all() {
    local image
    [ -f "$STATE/config/images" ] || return 0
    sort -u "$STATE/config/images" | while read -r image; do
        docker image inspect "$image" > /dev/null 2>&1 || continue
        docker image rm "$image" > /dev/null 2>&1 || say "kept the image $image: others use it"
    done
}
