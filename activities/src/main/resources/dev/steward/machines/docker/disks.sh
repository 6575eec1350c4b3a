# disks FOLDER create NAME GIB CLUSTER | attach NAME | delete NAME | list
# A disk is FOLDER/NAME.img, and FOLDER/NAME.owner says for which cluster. Every command may be repeated.
set -eu
folder=$1 command=$2 name=${3:-}
image=$folder/$name.img owner=$folder/$name.owner
exec 9>"$folder/.lock"
flock 9

devices() { losetup --noheadings --output NAME --associated "$image"; }

case $command in
create)
    printf '%s' "$5" >"$owner.new"
    mv "$owner.new" "$owner"
    if [ ! -e "$image" ]; then
        truncate --size "$4G" "$image.new"
        mv "$image.new" "$image"
    fi
    ;;
attach)
    device=$(devices | head -n 1)
    if [ -n "$device" ]; then echo "$device"; else losetup --find --show "$image"; fi
    ;;
delete)
    if [ -e "$image" ]; then
        for device in $(devices); do losetup --detach "$device"; done
    fi
    rm -f "$image" "$image.new" "$owner" "$owner.new"
    ;;
list)
    for owner in "$folder"/*.owner; do
        [ -e "$owner" ] || continue
        printf '%s\t%s\n' "$(basename "$owner" .owner)" "$(cat "$owner")"
    done
    ;;
*)
    echo "disks: no command $command" >&2
    exit 64
    ;;
esac
