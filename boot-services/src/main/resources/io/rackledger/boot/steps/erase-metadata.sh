#!/bin/sh
# Erases what makes a disk readable: partition tables, file system and RAID signatures; not the data itself.
# Disks: $RACKLEDGER_DISKS (a list), else the file $RACKLEDGER_TARGET, else all fixed disks. A disk in use is never touched.
# Exit codes: 0 = erased, or there was nothing to erase (said loudly); 3 = a disk is in use; 4 = a disk could not be erased.
set -u
mib=1048576

fixed_disks() {
    for block in /sys/block/*; do
        name=${block##*/}
        case $name in loop* | ram* | zram* | dm-* | md* | sr* | fd* | nbd*) continue ;; esac
        case $(cat "$block/removable" "$block/ro" 2> /dev/null) in *1*) continue ;; esac
        [ ! -b "/dev/$name" ] || echo "/dev/$name"
    done
}

parts_of() { for part in "/sys/block/${1##*/}/${1##*/}"*; do [ ! -b "/dev/${part##*/}" ] || echo "/dev/${part##*/}"; done; }

in_use() { # DISK: it or a partition of it is mounted, swapped on, or part of a device mapper or md device
    for device in "$1" $(parts_of "$1"); do
        grep -q "^$device " /proc/mounts /proc/swaps && return 0
        for holder in "/sys/class/block/${device##*/}"/holders/*; do [ ! -e "$holder" ] || return 0; done
    done
    return 1
}

size_of() {
    if [ -b "$1" ]; then echo $(($(cat "/sys/class/block/${1##*/}/size") * 512)); else echo $(($(wc -c < "$1"))); fi
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
