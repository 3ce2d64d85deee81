# Sourced by boot.sh: the network boot of a machine's firmware, as much of iPXE as the engine's scripts use.
# Sets boot to net (with kernel_line) or disk. Understands kernel, initrd, imgfetch, chain, boot, exit, sanboot, sleep,
# goto, labels, "|| goto LABEL" and "||"; anything else (set, echo, ...) is passed over.
# shellcheck shell=sh disable=SC2034

download() { curl -sSf --connect-timeout 10 --max-time 120 -A 'iPXE/1.21.1' -o "$2" "$1"; }

get_script() { # URL
    tries=0
    until download "$1" "$work/script"; do
        tries=$((tries + 1))
        [ "$tries" -lt 5 ] || return 1
        sleep 2
    done
    read -r first < "$work/script"
    [ "$first" = '#!ipxe' ] || { echo "firmware: not an iPXE script: $1"; return 1; }
}

# Leaves the number of the line after :LABEL in line.
jump() { line=$(($(sed -n "/^:$1 *\$/=" "$work/script" | head -n 1) + 1)); }

# One command of the script: 0 = go on, 1 = it failed, 2 = the script is over.
execute() { # WORD REST
    case $1 in
        kernel)
            kernel_line=${2#* }
            download "${2%% *}" /dev/null || return 1
            ;;
        initrd | imgfetch) download "${2##* }" /dev/null || return 1 ;;
        sleep) sleep "$2" ;;
        goto) jump "$2" ;;
        chain)
            get_script "${2##* }" || return 1
            line=1
            ;;
        boot)
            [ -n "$kernel_line" ] || return 1
            boot=net
            return 2
            ;;
        exit | sanboot)
            boot=disk
            return 2
            ;;
        *) return 0 ;;
    esac
}

network_boot() { # URL
    boot='' kernel_line='' line=1
    get_script "$1" || return 1
    while [ "$line" -le "$(wc -l < "$work/script")" ]; do
        text=$(sed -n "${line}p" "$work/script")
        line=$((line + 1))
        case $text in '' | '#'* | :*) continue ;; esac
        case $text in *' || '*) otherwise=${text#* || } text=${text%% || *} ;; *' ||') otherwise=ignore text=${text% ||} ;; *) otherwise='' ;; esac
        result=0
        execute "${text%% *}" "${text#* }" || result=$?
        case $result-$otherwise in
            0-* | 1-ignore) ;;
            2-*) return 0 ;;
            1-goto\ *) jump "${otherwise#goto }" ;;
            *) echo "firmware: failed: $text"; return 1 ;;
        esac
    done
    boot=disk
}
