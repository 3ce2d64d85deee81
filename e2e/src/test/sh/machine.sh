#!/bin/sh
# machine.sh COMMAND NAME ... - the power button of a scenario machine: one process group in namespaces of its own.
#   create NAME MAC ADDRESS [ENGINE]  ENGINE: base URL the firmware asks, default http://PREFIX.1:8481
#   start|stop|status NAME            status prints on or off
#   console NAME                      prints what the machine said on its console since it was created
#   fault NAME STAGE ACTION ADDRESS PORT [TEXT]
#       STAGE: firmware, os, config or final: the rule is set when that stage begins, and lasts until power-off
#       ACTION: refuse (connection refused), drop (black hole) or divert:PORT (to another port of the same address)
#       TEXT: only requests that begin with it, such as "POST" (the connection opens, the request meets the fault)
#   heal NAME                         forgets the faults, also the ones in force
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lab.sh"

command=${1-} name=${2-}
[ -n "$name" ] || fail "usage: machine.sh create|start|stop|status|console|fault|heal NAME ..."
case $name in *[!a-z0-9-]*) fail "a machine's name is made of a-z, 0-9 and -" ;; esac
dir=$lab/$name

load() {
    [ -f "$dir/machine.conf" ] || fail "there is no machine $name in $lab"
    . "$dir/machine.conf"
    space=$bridge-$name
    port=$bridge${address##*.} # interface names are limited to 15 characters
}

create() { # MAC ADDRESS [ENGINE]
    rm -rf "$dir"
    mkdir -p "$dir/disk"
    : > "$dir/console"
    printf "mac=%s\naddress=%s\nengine=%s\n" "$1" "$2" "${3:-http://$prefix.1:8481}" > "$dir/machine.conf"
}

# A killed process that nobody has waited for yet is off, too.
running() {
    [ -f "$dir/pid" ] && read -r stat 2> /dev/null < "/proc/$(cat "$dir/pid")/stat" || return 1
    case $stat in *') Z '*) return 1 ;; esac
}

status() { if running; then echo on; else echo off; fi; }

plug_in() {
    unplug
    ip netns add "$space"
    ip link add "$port" type veth peer name eth0 netns "$space" address "$mac"
    ip link set "$port" master "$bridge" up
    ip -n "$space" address add "$address/24" dev eth0
    ip -n "$space" link set lo up
    ip -n "$space" link set eth0 up
    ip -n "$space" route add default via "$prefix.1"
    ip netns exec "$space" sysctl -qw "net.ipv4.tcp_syn_retries=${RACKLEDGER_SYN_RETRIES:-6}"
}

# A namespace is taken apart in the background: the cable is pulled by hand, so that the next start finds it free.
unplug() {
    ip link delete "$port" 2> /dev/null || true
    ip netns delete "$space" 2> /dev/null || true
}

start() {
    running && return 0
    [ -x "$root/usr/bin/cloud-init" ] || fail "there is no root at $root; run mkroot.sh"
    plug_in
    setsid ip netns exec "$space" unshare --mount --uts --pid --fork --kill-child \
        sh "$here/boot.sh" "$name" < /dev/null >> "$dir/console" 2>&1 &
    echo $! > "$dir/pid"
}

# Pulling the plug: the first process of the pid namespace dies, and with it all others and every mount.
stop() {
    if running; then
        kill -KILL "-$(cat "$dir/pid")" 2> /dev/null || true
        left=50
        while running && [ "$left" -gt 0 ]; do
            sleep 0.1
            left=$((left - 1))
        done
        ! running || fail "$name does not die"
    fi
    rm -f "$dir/pid"
    unplug
}

fault() { printf '%s\n' "$*" >> "$dir/faults"; }

heal() {
    rm -f "$dir/faults"
    ip netns exec "$space" nft delete table ip fault 2> /dev/null || true
}

console() { cat "$dir/console"; }

case $command in
    create)
        shift 2
        create "$@"
        ;;
    start | stop | status | console | heal)
        load
        "$command"
        ;;
    fault)
        load
        shift 2
        fault "$@"
        ;;
    *) fail "unknown command $command" ;;
esac
