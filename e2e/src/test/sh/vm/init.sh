#!/bin/sh
# The one program that runs in the machine's memory beside the real cloud-init: loads the drivers, asks for an address with Debian's dhclient, and
# goes through cloud-init's stages in the order of its units. systemd would take an emulated processor minutes on a busy host; it starts the
# system on the disk.
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs dev /dev 2> /dev/null
mount -t tmpfs -o mode=755 tmpfs /run
ln -sf /proc/self/fd /dev/fd
while read -r module; do insmod "/usr/lib/rackledger/$module.ko"; done < /usr/lib/rackledger/modules
ip link set lo up

stage() { # what cloud-init calls it; systemd goes on with the next one whatever the last one returned, and so do we
    # shellcheck disable=SC2086
    cloud-init $1 || echo "cloud-init $1: exit code $?"
    echo "[$(cut -d ' ' -f 1 /proc/uptime)] cloud-init $1 is over"
}

ip link set eth0 up
echo "[$(cut -d ' ' -f 1 /proc/uptime)] asking for an address"
dhclient -1 -v eth0
stage 'init --local'
stage init
stage 'modules --mode=config'
stage 'modules --mode=final'
echo 'the system is up'
while :; do sleep 1000; done
