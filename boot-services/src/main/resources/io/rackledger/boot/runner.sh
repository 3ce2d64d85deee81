#!/bin/sh
# The step runner of Rackledger. The boot server fills in the two values below and serves this file as user data.
# It fetches its step list, runs each step within its time limit, and reports to the address it was served from.
# Needs a POSIX sh, a Linux /proc, coreutils or busybox, and curl or wget. Exit code: 0 = success, 1 = a required step failed.
# Two processes: this one runs the steps and never waits for the network once they are fetched; the courier (a subshell)
# delivers events and log bytes in order, so that steps go on while the engine is away.
set -u
umask 077
LC_ALL=C
export LC_ALL

base='@RUN_URL@'
heartbeat='@HEARTBEAT_SECONDS@'
case $heartbeat in '' | 0 | *[!0-9]*) heartbeat=10 ;; esac

patience=180       # seconds of silence from the engine that we outlast before a report is given up
grace=5            # seconds between SIGTERM and SIGKILL for a step that is out of time
chunk=16384        # bytes of log in one post, the most the server takes
log_limit=33554432 # bytes a step may print; the log lies in memory (/run) until it is delivered
tab=$(printf '\t')

say() { printf 'rackledger: %s\n' "$*"; }

# --- clocks and small tools -----------------------------------------------------------------------------------------
# Durations come from the uptime, which no clock step can change; the wall clock is only sent, never computed with.
monotonic() {
    read -r uptime _ < /proc/uptime
    hundredths=${uptime#*.}
    now=$((${uptime%.*} * 1000 + (1$hundredths - 100) * 10))
}

wall_clock() {
    stamp=$(date +%s.%N)
    case $stamp in *[!0-9.]* | *.) stamp=$(date +%s) ;; esac
    printf %s "$stamp"
}

size_of() { echo $(($(wc -c < "$1"))); }

# Every byte of standard input as %XX: NUL, control characters and broken UTF-8 pass unharmed.
encoded() { od -An -v -tx1 | tr -d ' \t\n' | sed 's/../%&/g'; }

# The process and its descendants, one pid a line; for systems without setsid(1).
tree_of() {
    echo "$1"
    for stat in /proc/[0-9]*/stat; do
        read -r line 2> /dev/null < "$stat" || continue
        rest=${line##*) ? }
        [ "${rest%% *}" != "$1" ] || (tree_of "${line%% *}")
    done
}

signal_all() { # SIGNAL TARGET...: pids, or -PGID; succeeds when one of them was there
    signal=$1 found=1
    shift
    for target in "$@"; do kill "-$signal" "$target" 2> /dev/null && found=0; done
    return "$found"
}

# --- HTTP: curl, GNU wget or busybox wget ---------------------------------------------------------------------------
any_wget() { if [ "$applet" = yes ]; then exec busybox wget "$@"; else exec wget "$@"; fi; }

choose_client() {
    applet=no
    command -v curl > /dev/null 2>&1 && client=curl && return 0
    if ! command -v wget > /dev/null 2>&1; then
        busybox wget --help > /dev/null 2>&1 || return 1
        applet=yes
    fi
    help=$(any_wget --help 2>&1)
    case $help in *BusyBox*) client=busybox-wget ;; *) client=wget ;; esac
}

# Many builds of busybox wget know no time-out of their own, and a black-holed server would hold them for minutes.
bounded() {
    "$@" &
    bounded_pid=$!
    (
        left=25
        while [ "$left" -gt 0 ] && sleep 1 && kill -0 "$bounded_pid"; do left=$((left - 1)); done
        kill -s KILL "$bounded_pid"
    ) > /dev/null 2>&1 &
    guard=$!
    wait "$bounded_pid"
    bounded_code=$?
    kill -s KILL "$guard" 2> /dev/null
    return "$bounded_code"
}

# request URL OUT [BODY-FILE TYPE]: sets status (000 = no answer) and expected (X-Expected-Offset, or empty).
# A subshell, because proxies of the environment belong to the steps; the engine is always reached directly.
request() {
    headers=$dir/headers.$role && : > "$headers"
    status=$(
        unset http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY
        case $client in curl) request_by_curl "$@" ;; *) request_by_wget "$@" ;; esac
    )
    case $status in [1-9][0-9][0-9]) ;; *) status=000 ;; esac
    expected=$(sed -n 's/^ *[Xx]-[Ee]xpected-[Oo]ffset: *\([0-9][0-9]*\).*/\1/p' "$headers" | tail -n 1)
}

request_by_curl() {
    url=$1 out=$2
    shift 2
    [ $# -eq 0 ] || set -- -H 'Expect:' -H "X-Sent-Clock: $(wall_clock)" -H "Content-Type: $2" --data-binary "@$1"
    curl -g -s -o "$out" -D "$headers" -w '%{http_code}' --connect-timeout 8 --max-time 20 "$@" "$url" || echo 000
}

request_by_wget() {
    url=$1 out=$2 body=${3-} type=${4-}
    set -- any_wget -q -S
    [ "$client" = busybox-wget ] || set -- "$@" --tries=1 --timeout=20 --no-proxy
    if [ -n "$body" ]; then
        set -- "$@" --header "Content-Type: $type" --header "X-Sent-Clock: $(wall_clock)"
        if [ "$client" = wget ]; then
            set -- "$@" --post-file "$body"
        else # busybox ends any body at its first NUL (in files too); a "?" in its place keeps the offsets true
            data=$(tr '\000' '?' < "$body" && echo .)
            set -- "$@" --post-data "${data%.}"
        fi
    fi
    bounded "$@" -O "$out" "$url" > /dev/null 2> "$headers"
    client_code=$?
    answer=$(sed -n 's/.*HTTP\/[0-9.]* \([0-9][0-9][0-9]\).*/\1/p' "$headers" | tail -n 1)
    case $client_code-$answer in 0-* | *-[345]??) echo "$answer" ;; *) echo 000 ;; esac
}

# Sleeps before the next try: 1, 2, 4, 5, 5, ... seconds and up to one more, so that a rack does not return in step.
back_off() {
    sleep $((delay + $(od -An -N1 -tu1 /dev/urandom) % 2))
    delay=$((delay * 2))
    [ "$delay" -le 5 ] || delay=5
}

fetch() { # URL FILE
    delay=1
    monotonic
    until=$((now + patience * 1000))
    while request "$1" "$2" && [ "$status" != 200 ]; do
        monotonic
        [ "$now" -lt "$until" ] || return 1
        back_off
    done
}

# --- the courier: one queue, strictly in order ----------------------------------------------------------------------
# A queued event is a file of two lines: "KIND INDEX LOGSIZE" and the form fields that are known when it happens.
emit() { # KIND INDEX LOGSIZE FIELDS
    queued=$((queued + 1))
    printf '%s %s %s\nevent=%s&clock=%s%s\n' "$1" "$2" "$3" "$1" "$(wall_clock)" "$4" > "$dir/new.$role"
    mv "$dir/new.$role" "$dir/queue/$queued"
}

# deliver URL TYPE FILE: 0 = accepted, 1 = refused for good, 2 = offset conflict, 3 = the engine is gone.
# While steps run nothing is given up (but a token that stays unknown); the body stays the same in every try.
deliver() {
    delay=1 refusals=0 first_unknown=
    while :; do
        request "$1" "$dir/answer.$role" "$3" "$2"
        monotonic
        case $status in
            2??) last_reached=$now; return 0 ;;
            409) return 2 ;;
            404 | 410)
                : "${first_unknown:=$now}"
                [ $((now - first_unknown)) -lt $((patience * 1000)) ] || return 3 ;;
            408 | 425 | 429) ;;
            4??) refusals=$((refusals + 1)); [ "$refusals" -lt 5 ] || return 1 ;;
        esac
        if [ -f "$dir/over" ]; then
            read -r over drain < "$dir/over"
            [ "$over" -gt "$last_reached" ] || over=$last_reached
            [ $((now - over)) -lt "$drain" ] || return 3
        fi
        back_off
    done
}

close_queue() { # SECONDS-LEFT: nothing follows; from now on the courier's patience is bounded
    monotonic
    printf '%s %s\n' "$now" "$(($1 * 1000))" > "$dir/over.$role"
    mv "$dir/over.$role" "$dir/over"
}

send_event() { # FIELDS
    seq=$((seq + 1))
    printf 'seq=%s&boot=%s&%s' "$seq" "$boot" "$1" > "$dir/body"
    deliver "$base/events" application/x-www-form-urlencoded "$dir/body"
    sent=$?
    monotonic
    last_event=$now
    [ "$sent" -ne 3 ]
}

# Posts the next log bytes of the step, at most one chunk. Fails when there is nothing to send.
send_log() { # UP-TO-SIZE
    [ "$offset" -lt "$1" ] || return 1
    tail -c "+$((offset + 1))" "$dir/log.$log_index" | head -c "$chunk" > "$dir/chunk"
    length=$(size_of "$dir/chunk")
    [ "$length" -gt 0 ] || return 1
    deliver "$base/log/$log_index?offset=$offset" application/octet-stream "$dir/chunk"
    case $? in
        0) offset=$((offset + length)) conflicts=0 ;;
        1) offset=$1; say "the engine refuses the log of step $log_index ($status)" ;;
        2) resume_log ;;
        3) return 3 ;;
    esac
}

# The engine has another offset. When it does not say which (busybox wget hides headers of errors): the answer to our last
# chunk was lost, so it is at the chunk's end; or else it starts anew.
resume_log() {
    conflicts=$((conflicts + 1))
    case $conflicts-$expected in
        [1-5]-?*) offset=$expected ;;
        1-) offset=$((offset + length)) ;;
        [2-5]-) offset=0 ;;
        *) offset=$(size_of "$dir/log.$log_index") ;;
    esac
}

take_next() { # sends the first queued event; all log bytes of a finished step go before the news of its end
    { read -r kind about log_size; read -r fields; } < "$dir/queue/$next"
    case $kind in
        step-started) log_index=$about offset=0 conflicts=0 ;;
        step-finished) while send_log "$log_size"; do :; done ;;
    esac
    send_event "$fields" || return 1
    rm -f "$dir/queue/$next"
    [ "$kind" != step-finished ] || { rm -f "$dir/log.$log_index"; log_index=0; }
    next=$((next + 1))
}

log_is_due() { # a full chunk, or whatever there is once a second
    [ "$log_index" -gt 0 ] && [ -f "$dir/log.$log_index" ] || return 1
    log_size=$(size_of "$dir/log.$log_index")
    [ $((log_size - offset)) -ge "$chunk" ] || [ $((now - last_log)) -ge 1000 ]
}

courier() {
    trap '' TERM INT HUP # a shutdown signals every process; the last news must still leave
    role=courier seq=0 next=1 kind='' log_index=0 offset=0 conflicts=0 last_log=0
    monotonic
    last_reached=$now last_event=$now
    while [ "$kind" != runner-finished ]; do
        monotonic
        if [ -f "$dir/queue/$next" ]; then
            take_next || { say "the engine did not take the report ($status)"; return 1; }
        elif ! kill -0 "$$" 2> /dev/null; then
            queued=$((next - 1))
            emit runner-finished 0 0 "&result=failure&failedStep=$log_index&detail=the%20runner%20was%20killed"
            close_queue "$patience"
        elif [ $((now - last_event)) -ge $((heartbeat * 1000)) ]; then
            send_event "event=heartbeat&clock=$(wall_clock)" || return 1
        elif log_is_due && send_log "$log_size"; then
            last_log=$now
        else
            sleep "$tick"
        fi
    done
}

# --- the steps ------------------------------------------------------------------------------------------------------
# Runs beside a step and ends it, with everything it started, when its time is over or its output is too large.
watch() { # PID SECONDS LOG
    monotonic
    deadline=$((now + $2 * 1000))
    while [ "$now" -lt "$deadline" ]; do
        sleep 1
        monotonic
        [ "$(size_of "$3")" -le "$log_limit" ] || { : > "$dir/oversize"; break; }
    done
    [ -f "$dir/oversize" ] || : > "$dir/expired"
    stop_step "$1"
}

# A step has a process group of its own, so that nothing that it started outlives its time limit.
start_step() {
    if command -v setsid > /dev/null 2>&1; then group=setsid; else group=; fi
    $group sh "$dir/step.$index" < /dev/null > "$log" 2>&1 3<&- &
    step=$!
}

stop_step() { # PID
    # shellcheck disable=SC2046
    if [ -n "$group" ]; then set -- "-$1"; else set -- $(tree_of "$1"); fi
    signal_all TERM "$@"
    left=$grace
    while [ "$left" -gt 0 ] && signal_all 0 "$@"; do sleep 1 && left=$((left - 1)); done
    signal_all KILL "$@"
}

run_step() {
    log=$dir/log.$index
    rm -f "$dir/expired" "$dir/oversize"
    : > "$log"
    say "step $index $name starts, at most $limit s"
    emit step-started "$index" 0 "&step=$(printf %s "$name" | encoded)&index=$index"
    monotonic
    started=$now
    RACKLEDGER_RUN_URL=$base RACKLEDGER_STEP=$name RACKLEDGER_STEP_INDEX=$index
    export RACKLEDGER_RUN_URL RACKLEDGER_STEP RACKLEDGER_STEP_INDEX
    start_step
    watch "$step" "$limit" "$log" 3<&- &
    watcher=$!
    wait "$step"
    code=$? timed_out=0
    # SIGKILL: a watcher that was only just forked still has our trap, and would lose a SIGTERM
    [ -f "$dir/expired" ] || [ -f "$dir/oversize" ] || kill -KILL "$watcher"
    [ ! -f "$dir/oversize" ] || code=153
    [ ! -f "$dir/expired" ] || code=124 timed_out=1
    wait "$watcher" 2> /dev/null
    step=
    monotonic
    report_step
}

report_step() {
    duration=$((now - started))
    length=$(size_of "$log")
    say "step $index $name ended: exit $code after $duration ms$([ "$timed_out" = 0 ] || echo ', out of time')"
    fields="&step=$(printf %s "$name" | encoded)&index=$index&exit=$code&durationMs=$duration&timedOut=$timed_out"
    emit step-finished "$index" "$length" "$fields&tail=$(tail -c 2000 "$log" | encoded)"
}

# The seed has no vendor data. Some here was served by somebody else, and cloud-init tells nobody that it could not use it.
check_seed() {
    foreign=${RACKLEDGER_ROOT-}/var/lib/cloud/instance/vendor-data.txt
    [ ! -s "$foreign" ] || { detail="vendor data differs: served none, on this system $(size_of "$foreign") bytes"; return 1; }
}

# Fetches everything before the first step runs: from here on the engine may be away.
fetch_steps() {
    fetch "$base/steps" "$dir/answer.$role" || { detail="the step list could not be fetched (status $status)"; return 1; }
    tr -d '\r' < "$dir/answer.$role" > "$dir/steps"
    while IFS=$tab read -r index name limit required; do
        case $index:$limit:$required in
            *[!0-9:]* | :* | *::* | *:) detail="the step list is not understood: $index $name"; return 1 ;;
        esac
        fetch "$base/steps/$index" "$dir/step.$index" || { detail="step $index could not be fetched (status $status)"; return 1; }
    done < "$dir/steps"
}

run_steps() {
    while IFS=$tab read -r index name limit required <&3; do
        run_step
        [ "$code" -eq 0 ] || [ "$required" != 1 ] || { failed=$name; return 1; }
    done 3< "$dir/steps"
}

finish() { # RESULT FAILED-STEP DETAIL EXIT-CODE
    fields="&result=$1&failedStep=$(printf %s "$2" | encoded)"
    emit runner-finished 0 0 "$fields${3:+&detail=$(printf %s "$3" | encoded)}"
    close_queue "$drain"
    trap 'close_queue 10' TERM INT HUP
    while kill -0 "$courier" 2> /dev/null; do wait "$courier"; done
    printf '%s\n' "$4" > "$dir/result"
    say "finished: $1${2:+, failed step $2}${3:+, $3}"
    rm -rf "$dir"/queue "$dir"/step* "$dir"/log.* "$dir"/answer.* "$dir"/body "$dir"/chunk
    exit "$4"
}

# The machine is being switched off: end the step, and say so while there is still a network.
# shellcheck disable=SC2317 # called by the trap
interrupted() {
    trap '' TERM INT HUP
    drain=10
    [ -z "${step:-}" ] || { kill -KILL "$watcher"; stop_step "$step"; }
    finish failure "${name:-}" 'the runner was told to stop' 143
}

# One run per boot: the second copy gives the first one's answer, or none while it is at work.
claim_run() {
    boot=$(cat /proc/sys/kernel/random/boot_id)
    hash=$(printf '%s %s' "$base" "$boot" | { sha256sum || cksum; } 2> /dev/null)
    place=${RACKLEDGER_RUN_DIR:-/run}
    [ -w "$place" ] || place=/tmp
    dir=$place/rackledger-${hash%% *}
    if ! mkdir "$dir" 2> /dev/null; then
        say "already started in this boot ($dir)"
        exit "$(cat "$dir/result" 2> /dev/null || echo 0)"
    fi
    mkdir "$dir/queue"
}

main() {
    choose_client || { say 'neither curl nor wget is installed: nothing can be fetched or reported'; exit 1; }
    claim_run
    role=runner queued=0 step='' failed='' detail='' drain=$patience
    sleep 0.1 2> /dev/null && tick=0.25 || tick=1
    emit runner-started 0 0 "&client=$client"
    courier &
    courier=$!
    trap interrupted TERM INT HUP
    { check_seed && fetch_steps; } || finish failure '' "$detail" 1
    run_steps || finish failure "$failed" '' 1
    finish success '' '' 0
}

main
