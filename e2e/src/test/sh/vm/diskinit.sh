#!/bin/busybox sh
# First program of the machine that starts from its disk: loads the drivers and goes on from the root file system.
b=/bin/busybox
$b mount -t proc proc /proc
$b mount -t sysfs sysfs /sys
$b mount -t devtmpfs dev /dev
while read -r module; do $b insmod "/lib/rackledger/$module.ko"; done < /lib/rackledger/modules
left=100
while [ ! -b /dev/vda1 ] && [ "$left" -gt 0 ]; do $b usleep 100000; left=$((left - 1)); done
$b mount -t ext4 /dev/vda1 /root
$b umount /proc /sys
$b mount --move /dev /root/dev
exec $b switch_root /root /lib/systemd/systemd
