#!/bin/sh
# Writes a raw disk image, verifies its digest, and tells the installed system where its seed is.
# Disk: the one the plan names, else the file $RACKLEDGER_TARGET (its command line goes beside it, as a boot loader would
# keep it), else the smallest fixed disk. A disk in use is never written to. Needs curl or wget, tee, mkfifo, dd, sha256sum.
# Exit codes: 3 = no disk, or it is in use, 4 = download, 5 = writing, 6 = the image has no place for the seed's address, 8 = another image than
# the one of the plan: all of it came, and its digest differs.
set -u
url='@IMAGE_URL@'
sha256='@IMAGE_SHA256@'
disk='@TARGET_DISK@' # may be empty
seed='@INSTALLED_SEED_URL@'
hook='@INSTALLED_HOOK_URL@'

kernel=${RACKLEDGER_KERNEL-} # only for tests: where /proc and /sys of the machine are

reporting="{'type':'webhook','endpoint':'$hook','timeout':5,'retries':2}"

smallest_disk() {
    for block in /sys/block/*; do
        name=${block##*/}
        case $name in loop* | ram* | zram* | dm-* | md* | sr* | fd* | nbd*) continue ;; esac
        case $(cat "$block/removable" "$block/ro" 2> /dev/null) in *1*) continue ;; esac
        [ ! -b "/dev/$name" ] || in_use "/dev/$name" || echo "$(cat "$block/size") /dev/$name"
    done | sort -n | sed -n '1s/.* //p'
}

# It or a partition of it is mounted, swapped on, or held by a device mapper or md device. Given as a link (/dev/disk/by-id/...),
# it is the disk behind the link. What cannot be told is in use.
in_use() {
    disk_name=$(readlink -f "$1") && disk_name=${disk_name##*/} && [ -r "$kernel/proc/self/mountinfo" ] || return 0
    for node in "$kernel/sys/class/block/$disk_name" "$kernel/sys/class/block/$disk_name/$disk_name"*; do
        [ -e "$node" ] || continue
        grep -q "^/dev/${node##*/} " "$kernel/proc/mounts" "$kernel/proc/swaps" && return 0
        # A root file system may be mounted as /dev/root: its number tells.
        number=$(cat "$node/dev") || return 0
        grep -q "^[0-9]* [0-9]* $number " "$kernel/proc/self/mountinfo" && return 0
        for holder in "$node"/holders/*; do [ ! -e "$holder" ] || return 0; done
    done
    return 1
}

download() {
    if command -v curl > /dev/null 2>&1; then
        curl -g -sS --fail --connect-timeout 10 --speed-limit 1 --speed-time 60 "$url"
    else
        wget -q -O - "$url"
    fi
}

# The image goes through once: to the disk, and to the digest. An image that is not the right one must not boot.
write() {
    work=$(mktemp -d) && mkfifo "$work/copy" || return 1
    sha256sum < "$work/copy" > "$work/sum" &
    { download || : > "$work/broken"; } | tee "$work/copy" | dd of="$disk" bs=1048576 conv=fsync 2> "$work/dd" || { cat "$work/dd"; return 1; }
    wait
    read -r found _ < "$work/sum"
    if [ -f "$work/broken" ]; then came=no; else came=yes; fi
    tail -n 1 "$work/dd"
    rm -rf "$work"
}

# The image is ours from here: it gets the address of its seed, as cloud-init configuration in its root file system.
configure_disk() {
    mount_point=$(mktemp -d)
    if command -v blockdev > /dev/null 2>&1; then blockdev --rereadpt "$disk" 2> /dev/null; fi # fails where there are no partitions
    if command -v udevadm > /dev/null 2>&1; then udevadm settle --timeout=10; fi
    for part in "$disk" "$disk"*[0-9]; do
        [ -b "$part" ] || continue
        mount "$part" "$mount_point" 2> /dev/null || continue
        if [ -d "$mount_point/etc/cloud" ]; then
            mkdir -p "$mount_point/etc/cloud/cloud.cfg.d"
            printf "datasource_list: ['NoCloud','None']\ndatasource: {'NoCloud': {'seedfrom': '%s'}}\nreporting: {'rackledger': %s}\n" \
                "$seed" "$reporting" > "$mount_point/etc/cloud/cloud.cfg.d/99-rackledger.cfg"
            umount "$mount_point"
            echo "the seed's address is in $part, /etc/cloud/cloud.cfg.d/99-rackledger.cfg"
            return 0
        fi
        umount "$mount_point"
    done
    return 1
}

configure_file() {
    printf "%s\n" "ds=nocloud-net;s=$seed cc:{'datasource_list': ['NoCloud','None'],'reporting':{'rackledger':$reporting}}end_cc" \
        > "$disk.cmdline"
}

[ -n "$disk" ] || disk=${RACKLEDGER_TARGET-}
[ -n "$disk" ] || disk=$(smallest_disk)
[ -n "$disk" ] || { echo 'no disk to write to'; exit 3; }
in_use "$disk" && { echo "disk in use, nothing was written: $disk"; exit 3; }
echo "writing ${url%%\?*} to $disk" # what follows is a token
tries=1
until write && [ "$found" = "$sha256" ]; do
    [ -n "${found-}" ] || { echo "could not write to $disk"; exit 5; }
    if [ "$came" = yes ]; then
        echo "try $tries: digest differs: expected sha256 $sha256, got $found"
    else
        echo "try $tries: the download broke off"
    fi
    dd if=/dev/zero of="$disk" bs=1048576 count=1 conv=notrunc 2> /dev/null
    [ "$tries" -lt 3 ] || { [ "$came" = no ] && exit 4 || exit 8; }
    sleep $((tries * 2))
    tries=$((tries + 1))
done
echo "written: sha256 $found"
if [ -b "$disk" ]; then configure_disk; else configure_file; fi || { echo 'no file system with /etc/cloud in this image'; exit 6; }
