#!/bin/sh
# The chassis behind ipmi_sim: its state in files under $1, and faults from files there.
dir=$1 operation=$2
shift 2
printf '%s %s\n' "$operation" "$*" >> "$dir/calls"
[ ! -f "$dir/fault-delay" ] || sleep "$(cat "$dir/fault-delay")"
[ ! -f "$dir/fault-fail" ] || exit 1
case $operation in
    get)
        for what; do
            case $what in
                power) echo "power:$(cat "$dir/power")" ;;
                boot) echo "boot:$(cat "$dir/boot")" ;;
                *) exit 1 ;;
            esac
        done ;;
    set)
        while [ $# -gt 1 ]; do
            case $1 in
                power) [ -f "$dir/fault-stuck" ] || echo "$2" > "$dir/power" ;;
                boot) echo "$2" > "$dir/boot" ;;
                shutdown) [ -f "$dir/fault-nosoft" ] || echo 0 > "$dir/power" ;;
                reset | identify) ;;
                *) exit 1 ;;
            esac
            shift 2
        done ;;
esac
