#!/bin/sh
# mkboot.sh [DIR] - builds, once, what a virtual machine boots: Debian's cloud kernel and the root of ../mkroot.sh as its initrd, a kernel's
# worth of nonsense as an initrd that panics, and a disk image with the same system. DIR defaults to $RACKLEDGER_CACHE/boot-<digest of what goes
# in>. Takes about half a minute and 700 MiB; needs root. Nothing but files is written: file systems are made from directories, never mounted.
# Packages: apt, cpio, zstd, e2fsprogs, grub-common, grub-pc-bin, grub-efi-amd64-bin, mtools, dosfstools, fdisk. Prints DIR on success.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
cache=${RACKLEDGER_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/rackledger}
root=$(sh "$here/../mkroot.sh")
digest=$(cat "$here"/mkboot.sh "$here"/init.sh "$here"/diskinit.sh "$root/.rackledger-root" | sha256sum | cut -c 1-12)
boot=${1:-$cache/boot-$digest}

say() { printf 'mkboot: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

# In the order in which they are loaded.
modules='net/core/failover drivers/net/net_failover drivers/virtio/virtio_ring drivers/virtio/virtio drivers/virtio/virtio_pci_modern_dev
    drivers/virtio/virtio_pci_legacy_dev drivers/virtio/virtio_pci drivers/net/virtio_net drivers/block/virtio_blk'

fetch_kernel() {
    mkdir -p "$cache/deb"
    package=$(apt-cache depends linux-image-cloud-amd64 2> /dev/null | sed -n 's/.*Depends: \(linux-image-[0-9].*\)/\1/p' | head -n 1)
    if [ -z "$package" ] || ! ls "$cache/deb/$package"_*.deb > /dev/null 2>&1; then
        apt-get update -qq && package=$(apt-cache depends linux-image-cloud-amd64 | sed -n 's/.*Depends: \(linux-image-[0-9].*\)/\1/p' | head -n 1)
        (cd "$cache/deb" && apt-get download -qq -o APT::Sandbox::User=root "$package") || fail "the kernel package $package cannot be loaded"
    fi
    dpkg-deb -x "$cache/deb/$package"_*.deb "$work/kernel"
    version=${package#linux-image-}
    cp "$work/kernel/boot/vmlinuz-$version" "$work/vmlinuz"
}

# What the root needs to run on a (virtual) machine of its own.
lay_over() { # TARGET
    mkdir -p "$1/usr/lib/rackledger" "$1/etc/network" "$1/etc/cloud/cloud.cfg.d" "$1/etc/systemd/system"
    for module in $modules; do
        file=$work/kernel/lib/modules/$version/kernel/$module.ko
        [ ! -f "$file" ] || cp "$file" "$1/usr/lib/rackledger/"
    done
    for module in $modules; do [ ! -f "$1/usr/lib/rackledger/${module##*/}.ko" ] || echo "${module##*/}"; done > "$1/usr/lib/rackledger/modules"
    # What the image brings by itself; 99-rackledger.cfg is the file that write-image writes.
    cp "$here/../cloud.cfg" "$1/etc/cloud/cloud.cfg.d/50-image.cfg"
    rm -f "$1/etc/cloud/cloud.cfg.d/99-rackledger.cfg"
    printf 'auto lo eth0\niface lo inet loopback\niface eth0 inet dhcp\n' > "$1/etc/network/interfaces"
    for unit in apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer fstrim.timer e2scrub_reap.service \
        systemd-timesyncd.service systemd-pstore.service getty@tty1.service serial-getty@ttyS0.service; do
        ln -sf /dev/null "$1/etc/systemd/system/$unit"
    done
}

# Later archives win over earlier ones, so the cached root stays as it is.
make_initrd() {
    # Without what a system in memory does not need: unpacking takes an emulated processor longer than loading.
    (cd "$root" && find . -xdev \( -path ./usr/share/zoneinfo -o -path ./usr/share/i18n -o -path ./usr/share/perl -o -path ./usr/share/bash-completion \
        -o -path ./usr/lib/udev -o -path ./usr/lib/systemd -o -path ./usr/lib/apt -o -path './usr/lib/x86_64-linux-gnu/gconv' \
        -o -path './usr/lib/x86_64-linux-gnu/systemd' -o -path './usr/lib/x86_64-linux-gnu/perl*' -o -path './usr/bin/perl*' \
        -o -path './usr/lib/python3.11/pydoc_data' -o -path ./var/cache -o -path ./var/lib/dpkg -o -path ./var/lib/apt \) -prune -o -print \
        | cpio -o -H newc -R 0:0 --quiet) > "$work/root.cpio"
    mkdir "$work/over"
    lay_over "$work/over"
    cp "$here/init.sh" "$work/over/init"
    chmod 755 "$work/over/init"
    (cd "$work/over" && find . -mindepth 1 | cpio -o -H newc -R 0:0 --quiet) > "$work/over.cpio"
    cat "$work/root.cpio" "$work/over.cpio" | zstd -q -T2 -6 > "$work/initrd.img"
}

# The initrd of the system on disk: loads the drivers and goes on from its root file system.
make_disk_initrd() {
    mkdir -p "$work/small/bin" "$work/small/lib/rackledger" "$work/small/proc" "$work/small/sys" "$work/small/dev" "$work/small/root"
    cp /bin/busybox "$work/small/bin/busybox"
    # One that is not static needs its libraries.
    for library in $(ldd /bin/busybox 2> /dev/null | grep -o '/[^ ]*'); do
        mkdir -p "$work/small$(dirname "$library")"
        cp -L "$library" "$work/small$library"
    done
    cp "$work/over/usr/lib/rackledger/"* "$work/small/lib/rackledger/"
    cp "$here/diskinit.sh" "$work/small/init"
    chmod 755 "$work/small/init"
    (cd "$work/small" && find . -mindepth 1 | cpio -o -H newc -R 0:0 --quiet | gzip -9) > "$work/disk/boot/initrd.img"
}

# A disk that starts on both kinds of firmware: GRUB between partition table and first partition, and as a file of the second.
make_disk() {
    mkdir "$work/disk"
    cp -a "$root/." "$work/disk"
    rm -rf "$work/disk/usr/share/zoneinfo" "$work/disk/usr/share/i18n" "$work/disk/usr/share/perl" "$work/disk/usr/lib/x86_64-linux-gnu/gconv" "$work/disk/var/cache"
    mkdir -p "$work/disk/boot" "$work/disk/var/cache"
    lay_over "$work/disk"
    cp "$work/vmlinuz" "$work/disk/boot/vmlinuz"
    make_disk_initrd
    size=$(($(du -sm "$work/disk" | cut -f 1) + 60))
    truncate -s $((size + 10))M "$work/disk.raw"
    printf 'label: dos\nstart=2048, size=%s, type=83, bootable\nsize=8M, type=ef\n' $((size * 2048)) | sfdisk -q "$work/disk.raw"
    mke2fs -q -t ext4 -O '^metadata_csum,^64bit' -E "offset=1048576,lazy_itable_init=0" -d "$work/disk" "$work/disk.raw" "${size}M"
    for platform in i386-pc x86_64-efi; do
        device=hd0,msdos1
        printf 'serial --unit=0 --speed=115200\nterminal_output serial\nsearch --no-floppy --file --set=root /boot/vmlinuz\necho from the disk\nlinux /boot/vmlinuz root=/dev/vda1 console=ttyS0 no_timer_check net.ifnames=0\ninitrd /boot/initrd.img\nboot\n' > "$work/grub.cfg"
        specific=$([ "$platform" = i386-pc ] && echo biosdisk || echo efi_gop)
        grub-mkimage -O "$platform" -o "$work/grub.$platform" -p "($device)/boot/grub" -c "$work/grub.cfg" \
            part_msdos ext2 linux normal serial terminal echo search search_fs_file boot "$specific"
    done
    dd if=/usr/lib/grub/i386-pc/boot.img of="$work/disk.raw" bs=1 count=440 conv=notrunc 2> /dev/null
    dd if="$work/grub.i386-pc" of="$work/disk.raw" bs=512 seek=1 conv=notrunc 2> /dev/null
    [ "$(stat -c %s "$work/grub.i386-pc")" -lt 1048064 ] || fail 'GRUB does not fit before the first partition'
    truncate -s 8M "$work/esp"
    mkfs.vfat "$work/esp" > /dev/null
    MTOOLS_SKIP_CHECK=1 mmd -i "$work/esp" ::EFI ::EFI/BOOT
    MTOOLS_SKIP_CHECK=1 mcopy -i "$work/esp" "$work/grub.x86_64-efi" ::EFI/BOOT/BOOTX64.EFI
    dd if="$work/esp" of="$work/disk.raw" bs=1M seek=$((size + 1)) conv=notrunc 2> /dev/null
}

finished() { [ -f "$1/finished" ]; }

if ! finished "$boot"; then
    [ "$(id -u)" = 0 ] || fail 'building the machines'"'"' system needs root'
    # One builder at a time: a second one waits for the first and then finds it finished.
    exec 9> "$cache/boot.lock"
    flock 9
    if ! finished "$boot"; then
        say "building $boot, about half a minute"
        work=$boot.building
        # Of other versions, which may be in use, what is old.
        find "$cache" -maxdepth 1 -name 'boot-*' -mmin +1440 -exec rm -rf {} +
        rm -rf "$work"
        mkdir -p "$work"
        fetch_kernel
        make_initrd
        make_disk
        mkdir "$boot"
        mv "$work/vmlinuz" "$work/initrd.img" "$work/disk.raw" "$boot"
        rm -rf "$work"
        : > "$boot/finished"
    fi
fi
echo "$boot"
