#!/bin/sh
# Makes the rescue system reachable: installs the operator's keys for root, starts sshd and tells the addresses.
# Without a key the rescue system has its console alone. Exit code 3 = a key was given, but there is no sshd to use it.
set -u
keys='@AUTHORIZED_KEYS@'

addresses() { ip -o address show scope global 2> /dev/null | sed 's/.* inet6\{0,1\} \([^ ]*\).*/\1/'; }

if [ -z "$keys" ]; then
    echo 'rescue system is up; no key was given, so only its console is open'
    exit 0
fi
mkdir -p /root/.ssh && chmod 700 /root/.ssh
printf '%s\n' "$keys" >> /root/.ssh/authorized_keys
chmod 600 /root/.ssh/authorized_keys
sshd=$(PATH=$PATH:/usr/sbin:/sbin command -v sshd) || { echo 'this image has no sshd'; exit 3; }
mkdir -p /run/sshd
ssh-keygen -A > /dev/null
"$sshd" || { echo 'sshd does not start'; exit 3; }
addresses | while read -r address; do echo "fact rescue_address $address"; done
echo 'rescue system is up; root may log in with the given keys'
