#!/bin/sh
# Tells what this machine is: one line "fact KEY VALUE" for each fact, from /proc and /sys alone.
# local_gb is the sum of the fixed disks in GB (10^9 bytes). Without any disk the directory of $RACKLEDGER_TARGET counts.
set -u

fact() { printf 'fact %s %s\n' "$1" "$2"; }

# A one-line file of the kernel, if this machine has it.
known() { [ -r "$2" ] && read -r value < "$2" && [ -n "$value" ] && fact "$1" "$value"; }

disks() {
    for block in /sys/block/*; do
        [ -r "$block/size" ] || continue
        case ${block##*/} in loop* | ram* | zram* | dm-* | md* | sr* | fd* | nbd*) continue ;; esac
        [ "$(cat "$block/removable" 2> /dev/null)" != 1 ] || continue
        [ -b "/dev/${block##*/}" ] || continue
        echo "${block##*/} $(($(cat "$block/size") * 512))"
    done
}

storage() {
    total=$(disks | {
        total=0
        while read -r name bytes; do
            fact "disk.$name" "$bytes" >&3
            total=$((total + bytes))
        done
        echo "$total"
    })
    if [ "$total" -eq 0 ] && [ -n "${RACKLEDGER_TARGET-}" ]; then
        kib=$(df -kP "$(dirname "$RACKLEDGER_TARGET")" | awk 'NR == 2 { print $2 }')
        total=$((kib * 1024))
    fi
    fact local_gb $((total / 1000000000))
}

macs() {
    for card in /sys/class/net/*; do
        [ "$(cat "$card/type" 2> /dev/null)" = 1 ] || continue
        [ -d "$card/bridge" ] || [ -d "$card/bonding" ] || cat "$card/address"
    done
}

exec 3>&1
fact cpus "$(grep -c '^processor' /proc/cpuinfo)"
fact memory_mb $(($(sed -n 's/^MemTotal: *\([0-9]*\) kB/\1/p' /proc/meminfo) / 1024))
storage
fact macs "$(macs | tr '\n' ' ' | sed 's/ $//')"
fact hostname "$(cat /proc/sys/kernel/hostname)"
fact arch "$(uname -m)"
fact kernel "$(uname -r)"
if [ -d /sys/firmware/efi ]; then fact boot_mode uefi; else fact boot_mode bios; fi
known vendor /sys/class/dmi/id/sys_vendor
known product /sys/class/dmi/id/product_name
known serial /sys/class/dmi/id/product_serial
exit 0
