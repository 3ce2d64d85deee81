#!/bin/sh
# Erases what makes a disk readable: partition tables, file system and RAID signatures; not the data itself.
# Disks: $RACKLEDGER_DISKS (a list), else the file $RACKLEDGER_TARGET, else all fixed disks. A disk in use is never touched.
# Exit codes: 0 = erased, or there was nothing to erase (said loudly); 3 = a disk is in use; 4 = a disk could not be erased.
set -u
mib=1048576
kernel=${RACKLEDGER_KERNEL-} # only for tests: where /proc and /sys of the machine are

fixed_disks() {
    for block in /sys/block/*; do
        name=${block##*/}
        case $name in loop* | ram* | zram* | dm-* | md* | sr* | fd* | nbd*) continue ;; esac
        case $(cat "$block/removable" "$block/ro" 2> /dev/null) in *1*) continue ;; esac
        [ ! -b "/dev/$name" ] || echo "/dev/$name"
    done
}

parts_of() { # DISK: none where it is a file, whatever its name is
    [ -b "$1" ] && whole=$(readlink -f "$1") || return 0
    for part in "/sys/block/${whole##*/}/${whole##*/}"*; do [ ! -b "/dev/${part##*/}" ] || echo "/dev/${part##*/}"; done
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

size_of() {
    if [ -b "$1" ]; then whole=$(readlink -f "$1") && echo $(($(cat "/sys/class/block/${whole##*/}/size") * 512)); else echo $(($(wc -c < "$1"))); fi
}

zero() { # TARGET MIB-OFFSET
    dd if=/dev/zero of="$1" bs="$mib" seek="$2" count=1 conv=notrunc 2> /dev/null && return 0
    # the last, partial MiB of a disk ends with "no space left": what matters is that it reads as zeros
    [ -z "$(dd if="$1" bs="$mib" skip="$2" count=1 2> /dev/null | tr -d '\000' | head -c 1)" ]
}

erase() { # TARGET: signatures lie in the first and the last two MiB
    if command -v wipefs > /dev/null 2>&1; then wipefs -qaf "$1" || return 1; fi
    last=$((($(size_of "$1") - 1) / mib))
    for offset in 0 1 $((last - 1)) "$last"; do
        [ "$offset" -lt 0 ] || [ "$offset" -gt "$last" ] || zero "$1" "$offset" || return 1
    done
    sync
    [ -z "$(dd if="$1" bs="$mib" count=1 2> /dev/null | tr -d '\000' | head -c 1)" ]
}

if [ -n "${RACKLEDGER_TARGET-}" ] && [ -z "${RACKLEDGER_DISKS-}" ]; then
    disks=
    [ ! -s "$RACKLEDGER_TARGET" ] || disks=$RACKLEDGER_TARGET
else
    disks=${RACKLEDGER_DISKS-$(fixed_disks)}
fi
if [ -z "$disks" ]; then
    echo 'NOTHING ERASED: this machine has no fixed disk'
    exit 0
fi

# All disks are looked at before the first one is touched.
for disk in $disks; do
    [ -b "$disk" ] || [ -f "$disk" ] || { echo "not a disk: $disk"; exit 4; }
    in_use "$disk" && { echo "disk in use, nothing was erased: $disk"; exit 3; }
done
for disk in $disks; do
    for target in $(parts_of "$disk") "$disk"; do
        erase "$target" || { echo "could not erase $target"; exit 4; }
    done
    rm -f "$disk.cmdline" # the boot loader of a disk that is a file
    if [ -b "$disk" ] && command -v blockdev > /dev/null 2>&1; then blockdev --rereadpt "$disk" 2> /dev/null; fi # fails without partitions
    echo "erased the metadata of $disk, $(size_of "$disk") bytes"
done
