#!/bin/sh
# rack.sh up|down - the network of a rack: a bridge that carries the engine's addresses PREFIX.1 and PREFIX.2.
set -eu
. "$(dirname "$0")/lab.sh"

up() {
    ip link show "$bridge" > /dev/null 2>&1 && return 0
    # An address of its own: a bridge otherwise takes the lowest of its ports', and changes it when a machine is unplugged,
    # while the others go on sending to the old one.
    ip link add "$bridge" address 02:00:00:77:00:01 type bridge
    ip address add "$prefix.1/24" dev "$bridge"
    ip address add "$prefix.2/24" dev "$bridge"
    ip link set "$bridge" up
    mkdir -p "$lab"
}

down() {
    for machine in "$lab"/*/machine.conf; do
        [ -f "$machine" ] || continue
        "$(dirname "$0")/machine.sh" stop "$(basename "$(dirname "$machine")")"
    done
    ip link delete "$bridge" 2> /dev/null || true
}

case ${1-} in
    up | down) "$1" ;;
    *) fail "usage: rack.sh up|down" ;;
esac
