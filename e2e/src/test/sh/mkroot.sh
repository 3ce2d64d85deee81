#!/bin/sh
# mkroot.sh [DIR] - builds, once, the Debian 12 root in which the scenarios run the real cloud-init 22.4.2.
# DIR defaults to $RACKLEDGER_CACHE/ciroot (RACKLEDGER_CACHE: ~/.cache/rackledger). Takes about two minutes and 350 MiB; needs root and debootstrap.
# The packages come from the mirror this machine is configured for; no host name is written here. Prints DIR on success.
set -eu

cache=${RACKLEDGER_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/rackledger}
root=${1:-$cache/ciroot}
here=$(cd "$(dirname "$0")" && pwd)
packages=systemd-sysv,udev,kmod,ifupdown,isc-dhcp-client,iproute2,netbase,python3-cffi-backend,cloud-init,ca-certificates,curl,busybox

say() { printf 'mkroot: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

mirror() {
    for sources in /etc/apt/sources.list.d/*.sources; do
        [ -f "$sources" ] && awk '/^URIs:/ { print $2; exit }' "$sources"
    done
    for sources in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
        [ -f "$sources" ] && sed -n 's/^deb \(\[[^]]*\] \)\{0,1\}\([^ ]*\) .*/\2/p' "$sources"
    done
}

finished() { [ -x "$1/usr/bin/cloud-init" ] && [ -f "$1/.rackledger-root" ]; }

build() {
    from=$(mirror | head -n 1)
    [ -n "$from" ] || fail "no Debian mirror is configured in /etc/apt"
    say "building $root, about two minutes (log: $work.log)"
    debootstrap --variant=minbase --include="$packages" bookworm "$work" "$from" > "$work.log" 2>&1 \
        || { tail -n 5 "$work.log" >&2; fail "debootstrap failed, see $work.log"; }
    rm -rf "$work"/var/cache/apt/archives/*.deb "$work"/var/lib/apt/lists/* "$work"/etc/apt/sources.list \
        "$work"/usr/share/doc "$work"/usr/share/man "$work"/usr/share/locale "$work"/usr/share/info
    cp "$here/cloud.cfg" "$work/etc/cloud/cloud.cfg.d/99-rackledger.cfg"
    echo machine > "$work/etc/hostname"
    : > "$work/etc/fstab"
    rm -f "$work/etc/machine-id" "$work/etc/resolv.conf"
    : > "$work/etc/machine-id"
    date -u +%FT%TZ > "$work/.rackledger-root"
}

if finished "$root"; then
    echo "$root"
    exit 0
fi
[ "$(id -u)" = 0 ] || fail "building the root needs root"
command -v debootstrap > /dev/null || fail "debootstrap is missing (apt-get install debootstrap)"
mkdir -p "$(dirname "$root")"

# One builder at a time: a second one waits for the first and then finds the root finished.
exec 9> "$root.lock"
flock 9
if ! finished "$root"; then
    work=$root.building
    rm -rf "$work" "$root"
    build
    mv "$work" "$root"
    say "built with $(chroot "$root" /usr/bin/cloud-init --version 2>&1)"
fi
echo "$root"
