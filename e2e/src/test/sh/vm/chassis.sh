#!/bin/sh
# chassis.sh DIR get power|boot ... | set power 0|1 | set reset 1 | set boot NAME ... - the chassis behind ipmi_sim: a virtual machine that is
# switched by starting and killing QEMU. DIR/machine.conf (mac, tap, uuid, firmware, memory) says what machine it is; DIR/disk.raw is its disk, where it
# has one. Its console goes to DIR/console, QEMU's process id to DIR/qemu.pid. DIR/deaf: the power button does nothing, and nobody is told.
set -u
dir=$1 operation=$2
shift 2
. "$dir/machine.conf"
printf '%s %s\n' "$operation" "$*" >> "$dir/calls"

running() { [ -f "$dir/qemu.pid" ] && grep -qsa qemu-system "/proc/$(cat "$dir/qemu.pid")/cmdline"; }

off() {
    running || return 0
    kill -KILL "$(cat "$dir/qemu.pid")"
    left=50
    while running && [ "$left" -gt 0 ]; do
        sleep 0.1
        left=$((left - 1))
    done
    ! running
}

# The boot order that the BMC was told counts once; else the disk comes first where there is one, as on real machines.
on() {
    running && return 0
    first=$(cat "$dir/boot" 2> /dev/null || echo none)
    echo none > "$dir/boot"
    case $first in pxe) net=1 disk=2 ;; *) net=2 disk=1 ;; esac
    set -- -accel tcg -machine pc -smp 1 -m "$memory" -uuid "$uuid" -display none -monitor none -rtc base=utc \
        -chardev "file,id=console,path=$dir/console,append=on" -serial chardev:console \
        -netdev "tap,id=n0,ifname=$tap,script=no,downscript=no"
    case $firmware in
        bios) card='' ;;
        uefi*)
            card=romfile=,
            [ -f "$dir/vars.fd" ] || cp /usr/share/OVMF/OVMF_VARS_4M.fd "$dir/vars.fd"
            set -- "$@" -drive if=pflash,format=raw,unit=0,readonly=on,file=/usr/share/OVMF/OVMF_CODE_4M.fd \
                -drive "if=pflash,format=raw,unit=1,file=$dir/vars.fd"
            ;;
    esac
    [ "$firmware" != uefi-http ] || set -- "$@" -fw_cfg name=opt/org.tianocore/IPv4PXESupport,string=n -fw_cfg name=opt/org.tianocore/IPv6PXESupport,string=n
    [ ! -f "$dir/disk.raw" ] || set -- "$@" -drive "if=none,id=d0,format=raw,file=$dir/disk.raw" -device "virtio-blk-pci,drive=d0,bootindex=$disk"
    printf '\n==== power on, first device: %s\n' "$first" >> "$dir/console"
    setsid qemu-system-x86_64 "$@" -device "virtio-net-pci,netdev=n0,${card}mac=$mac,bootindex=$net" -pidfile "$dir/qemu.pid" \
        < /dev/null >> "$dir/qemu.out" 2>&1 9>&- &
    left=50
    until running || [ "$left" -eq 0 ]; do
        sleep 0.1
        left=$((left - 1))
    done
    running
}

press() { [ -f "$dir/deaf" ] || "$@"; }

case $operation in
    get)
        for what; do
            case $what in
                power) if running; then echo power:1; else echo power:0; fi ;;
                boot) echo "boot:$(cat "$dir/boot" 2> /dev/null || echo none)" ;;
                *) exit 1 ;;
            esac
        done
        ;;
    set)
        while [ $# -gt 1 ]; do
            case $1$2 in
                power1) press on ;;
                power0 | shutdown*) press off ;;
                reset*) press off && press on ;;
                boot*) echo "$2" > "$dir/boot" ;;
                identify*) ;;
                *) exit 1 ;;
            esac || exit 1
            shift 2
        done
        ;;
esac
