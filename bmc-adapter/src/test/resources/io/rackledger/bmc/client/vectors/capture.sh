#!/bin/bash
# Captures what ipmitool and a BMC say to each other, for IpmitoolVectorsTest: capture.sh NAME PORT USER PASSWORD SUITE [-k KEY] -- COMMAND...
# Needs root, tcpdump and ipmitool. Each datagram on the loopback interface becomes a line, > from ipmitool, < from the BMC.
# suite3-*: the BMC is ipmi_sim of OpenIPMI 2.0.33, as IpmiSim starts it, suite3-kg with the BMC key kg-canary. suite17-*: ours, the
# client is ipmitool 1.8.19 all the same. All with user admin and password s3cret.
set -eu
name=$1 port=$2 user=$3 password=$4 suite=$5; shift 5
key=(); if [ "$1" = -k ]; then key=(-k "$2"); shift 2; fi; shift
tcpdump -i lo -U -w "$name.pcap" "udp port $port" 2>"$name.err" & dump=$!
until grep -q listening "$name.err"; do sleep 0.1; done
ipmitool -I lanplus -C "$suite" -H 127.0.0.1 -p "$port" -U "$user" -P "$password" "${key[@]}" "$@" >"$name.said" || true
sleep 0.7; kill "$dump"; wait "$dump" 2>/dev/null || true
python3 - "$name.pcap" "$port" <<'P' >"$name.hex"
import struct, sys
data, port = open(sys.argv[1], 'rb').read(), int(sys.argv[2])
at = 24
while at < len(data):
    size = struct.unpack('<I', data[at + 8:at + 12])[0]
    frame = data[at + 16:at + 16 + size]; at += 16 + size
    ip = frame[14:]; udp = ip[(ip[0] & 15) * 4:]
    source, _, length = struct.unpack('>HHH', udp[:6])
    print('<' if source == port else '>', udp[8:length].hex())
P
