#!/bin/sh
# reaper.sh PID MARK LIST TOLD - waits until the process PID (a JVM that runs tests) is gone, however it went, and takes away what it left behind:
# the processes whose environment holds RACKLEDGER_TEST_RUN=MARK (engines, their PostgreSQL and brokers, QEMU, BMCs), the network namespaces in
# which they ran, and what LIST names, a line each: "netns NAME", "folder PATH" (below the folder for temporary files), "cgroup PATH".
# What there was to take away is written to TOLD. It does not belong to the process group of the JVM, so that nobody cuts it off with it.
set -u
pid=$1 mark=RACKLEDGER_TEST_RUN=$2 list=$3 told=$4

while kill -0 "$pid" 2> /dev/null; do sleep 0.5; done

left() { # the marked processes
    for folder in /proc/[0-9]*; do
        tr '\0' '\n' < "$folder/environ" 2> /dev/null | grep -qxF "$mark" && echo "${folder#/proc/}"
    done
}

spaces=''
say() { echo "$*" >> "$told"; }

# A process may start another one while we look.
for _ in 1 2 3 4 5; do
    found=$(left)
    [ -n "$found" ] || break
    for each in $found; do
        spaces="$spaces $(ip netns identify "$each" 2> /dev/null)"
        say "process $each: $(tr '\0' ' ' < "/proc/$each/cmdline" 2> /dev/null | cut -c 1-200)"
        kill -KILL "$each" 2> /dev/null
    done
    sleep 0.2
done

[ -f "$list" ] && while read -r kind name; do
    case $kind in
        netns) spaces="$spaces $name" ;;
        folder) case $name in *..*) ;; "${TMPDIR:-/tmp}"/rackledger-*) [ -d "$name" ] && say "folder $name" && rm -rf "$name" ;; esac ;;
        cgroup) [ -d "$name" ] && say "control group $name" && rmdir "$name" ;;
    esac
done < "$list"
for space in $(echo "$spaces" | tr ' ' '\n' | sort -u); do
    [ -e "/run/netns/$space" ] && say "namespace $space" && ip netns delete "$space"
done
rm -f "$list"
