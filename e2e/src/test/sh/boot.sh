#!/bin/sh
# boot.sh NAME - a machine from power-on: firmware, then the stages of the real cloud-init over a fresh overlay of the root.
# Started by machine.sh inside the machine's namespaces; ends only when the machine is switched off.
# What lasts over a power cycle is $dir/disk, mounted at /disk: a deploy step writes /disk/image and the command line of the
# installed system into /disk/image.cmdline, as a boot loader would; a boot from disk uses it.
set -u
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lab.sh"
. "$here/faults.sh"
. "$here/firmware.sh"
dir=$lab/$1
. "$dir/machine.conf"

hang() { # a machine that cannot go on does not switch itself off
    echo "$*"
    sleep 1000000
}

# The tmpfs holds everything that a reboot forgets.
mount_root() {
    mount --make-rprivate /
    mount -t tmpfs -o mode=755 tmpfs /mnt
    work=/mnt/work system=/mnt/system
    mkdir "$work" /mnt/upper /mnt/overlay "$system"
    mount -t overlay -o "lowerdir=$root,upperdir=/mnt/upper,workdir=/mnt/overlay" overlay "$system"
    mkdir -p "$system/disk"
    mount --bind "$dir/disk" "$system/disk"
    mount -t proc proc "$system/proc"
    mount -t sysfs -o ro sysfs "$system/sys"
    mount -t tmpfs tmpfs "$system/sys/block" # the host's disks are not the machine's
    mount -t tmpfs -o mode=755 tmpfs "$system/run"
    mount -t tmpfs -o mode=755 tmpfs "$system/dev"
    for node in null zero full random urandom; do
        : > "$system/dev/$node"
        mount --bind "/dev/$node" "$system/dev/$node"
    done
    : > "$system/dev/console"
    mount --bind "$dir/console" "$system/dev/console"
    ln -s /proc/self/fd "$system/dev/fd"
}

# Every boot has a boot id of its own, and /proc/cmdline says what the machine was booted with.
disguise_kernel() { # COMMAND-LINE
    cat /proc/sys/kernel/random/uuid > "$work/boot_id"
    printf '%s\n' "$1" > "$work/cmdline"
    mount --bind "$work/boot_id" "$system/proc/sys/kernel/random/boot_id"
    mount --bind "$work/cmdline" "$system/proc/cmdline"
}

in_system() {
    env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 \
        DEBUG_PROC_CMDLINE="$(cat "$work/cmdline")" RACKLEDGER_TARGET=/disk/image chroot "$system" "$@"
}

# systemd goes on with the next stage whatever the last one returned, and so do we.
run_system() {
    disguise_kernel "$1"
    echo "command line: $1"
    hostname "${dir##*/}"
    enter_stage os
    for stage in 'init --local' init 'modules --mode=config' 'modules --mode=final'; do
        case $stage in *config) enter_stage config ;; *final) enter_stage final ;; esac
        # shellcheck disable=SC2086
        in_system cloud-init $stage || echo "cloud-init $stage: exit code $?"
        echo "[$(date -u +%T.%3N)] cloud-init $stage is over"
    done
    cp "$system/var/log/cloud-init.log" "$dir/cloud-init.log"
    cp "$system/run/cloud-init/result.json" "$dir/result.json" 2> /dev/null
    hang 'the system is up'
}

mount_root
enter_stage firmware
if ! network_boot "$engine/boot/$mac"; then
    echo 'firmware: no boot from the network, trying the disk'
    boot=disk
fi
case $boot in
    net) run_system "$kernel_line" ;;
    disk)
        [ -s "$dir/disk/image.cmdline" ] || hang 'firmware: no bootable device'
        run_system "$(cat "$dir/disk/image.cmdline")"
        ;;
esac
