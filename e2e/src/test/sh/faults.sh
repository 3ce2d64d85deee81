# Sourced by boot.sh: sets the faults of a stage as packet filter rules of the machine's own network namespace.
# shellcheck shell=sh

# TEXT as an expression on the first bytes of the TCP payload.
begins_with() { # TEXT
    hex=$(printf %s "$1" | od -An -v -tx1 | tr -d ' \n')
    printf '@ih,0,%s 0x%s' "$((${#1} * 8))" "$hex"
}

set_fault() { # ACTION ADDRESS PORT [TEXT]
    nft 'table ip fault { chain out { type filter hook output priority 0; }; chain divert { type nat hook output priority -100; }; }'
    match="ip daddr $2 tcp dport $3"
    [ -z "${4-}" ] || match="$match $(begins_with "$4")"
    case $1 in
        refuse) nft "add rule ip fault out $match counter reject with tcp reset" ;;
        drop) nft "add rule ip fault out $match counter drop" ;;
        divert:*) nft "add rule ip fault divert ip daddr $2 tcp dport $3 dnat to $2:${1#divert:}" ;;
        *) echo "unknown fault $1" ;;
    esac
}

enter_stage() { # STAGE
    printf '[%s] stage %s\n' "$(date -u +%T.%3N)" "$1"
    [ -f "$dir/faults" ] || return 0
    while read -r when action host port text; do
        [ "$when" != "$1" ] || set_fault "$action" "$host" "$port" "$text"
    done < "$dir/faults"
}
