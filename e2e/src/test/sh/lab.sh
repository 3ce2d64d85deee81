# Settings of the scenario machines; every script of this directory sources this file. Override by environment.
# shellcheck shell=sh disable=SC2034
lab=${RACKLEDGER_LAB:?RACKLEDGER_LAB: the directory that holds the machines of this run}
cache=${RACKLEDGER_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/rackledger}
root=${RACKLEDGER_ROOT:-$cache/ciroot}
bridge=${RACKLEDGER_BRIDGE:-rlk0}  # at most 8 characters: interface names are made of it
prefix=${RACKLEDGER_NET:-10.77.0}  # a /24; .1 is the engine, .2 a second address of it (a metadata host of its own)

say() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }
fail() { say "$*"; exit 1; }
