#!/bin/sh
# Runs on the installed system, inside cloud-init's final stage: proves that the user data which was served is the user data
# that was applied. Fetching proves nothing: cloud-init 22.4 swallows a YAML error and reports SUCCESS to the end.
# Vendor data is always served empty, so any other was not ours; cloud-init says nothing to the server about that either.
# Exit codes: 0 = applied, 3 = other data than the one served, 4 = not applied, or not provable.
# RACKLEDGER_ROOT is only for tests: the directory that stands for /.
set -u
served='@USER_DATA_SHA256@'
root=${RACKLEDGER_ROOT-}
instance=$root/var/lib/cloud/instance
log=$root/var/log/cloud-init.log

digest() {
    if command -v sha256sum > /dev/null 2>&1; then
        sha256sum < "$1"
    else # where cloud-init runs there is a python
        python3 -c 'import hashlib, sys; print(hashlib.sha256(sys.stdin.buffer.read()).hexdigest())' < "$1"
    fi
}

# The log grows over reboots, and user data is read anew in each boot: only the part since the last start counts.
this_boot() { awk '/running .init-local. at/ { text = "" } { text = text $0 "\n" } END { printf "%s", text }' "$log"; }

# The texts of 22.4.2 (handlers/cloud_config.py, util.py load_yaml, handlers/__init__.py); later versions kept them.
complaint() {
    this_boot | sed -n \
        -e '/Failed loading yaml blob/p' \
        -e '/Failed at merging in cloud config part/p' \
        -e '/Unhandled non-multipart .* userdata/p' \
        -e '/Unhandled unknown content-type .* userdata/p' | head -n 1 | sed 's/.*\[WARNING\]: //'
}

# What failed in the stages before this one. A failed bootcmd, say, leaves the final stage a success.
stage_errors() {
    awk '/"errors": \[\]/ { next } /"errors": \[/ { inside = 1; next } /^ *\]/ { inside = 0 } inside' \
        "$root/run/cloud-init/status.json" 2> /dev/null | head -n 1 | sed 's/^ *"//; s/",\{0,1\}$//' | cut -c 1-400
}

if [ ! -f "$instance/user-data.txt" ]; then
    echo "user data not applied: cloud-init stored none ($instance/user-data.txt does not exist)"
    exit 4
fi
found=$(digest "$instance/user-data.txt")
found=${found%% *}
if [ "$found" != "$served" ]; then
    echo "user data differs: served sha256 $served, on this system $found"
    exit 3
fi
if [ -s "$instance/vendor-data.txt" ]; then
    echo "vendor data differs: served none, on this system $(($(wc -c < "$instance/vendor-data.txt"))) bytes"
    exit 3
fi
if [ ! -s "$log" ]; then
    echo "user data not provable: its digest is right, but cloud-init left no log at $log"
    exit 4
fi
text=$(complaint)
if [ -n "$text" ]; then
    echo "user data not applied: cloud-init says: $text"
    exit 4
fi
text=$(stage_errors)
if [ -n "$text" ]; then
    echo "user data not applied: a cloud-init module failed: $text"
    exit 4
fi
echo "user data applied: sha256 $found, no complaint in cloud-init's log, no error in its stages"
