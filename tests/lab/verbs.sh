# SPDX-License-Identifier: GPL-3.0-or-later
# One function per verb of `lab`. Sourced by `inside`.
# shellcheck shell=bash

# with_needs NAME...: the named servers and all that they need, each once, needs first.
with_needs() {
    local name
    for name in "$@"; do
        [[ " $chosen " != *" $name "* ]] || continue
        with_needs $(needs_of "$name")
        chosen+=" $name"
    done
}

# known NAME...: ends everything where a name is none of a server.
known() {
    local name
    for name in "$@"; do
        [[ " $SERVERS " == *" $name "* ]] || die "no server is called '$name'; there are: $SERVERS"
    done
}

# start_one NAME: in a subshell of its own; says what happened.
start_one() {
    local began=${EPOCHREALTIME/./}
    server "$1"
    if alive "$1"; then echo "$1 runs"; return; fi
    if listening "$port"; then echo "$1 FAILED: port $port is taken by a process that is not this lab's"; return 1; fi
    set +e
    (set -e; start)
    local status=$?
    set -e
    if [ "$status" = 0 ]; then
        echo "$1 started in $(((${EPOCHREALTIME/./} - began) / 1000)) ms"
    else
        echo "$1 FAILED, the end of $LAB/log/$1.log:"
        tail -n 5 "$LAB/log/$1.log" 2>/dev/null | sed 's/^/    /'
        return 1
    fi
}

# startable NAME: everything it needs has been started.
startable() {
    local need
    for need in $(needs_of "$1"); do [[ " $started " == *" $need "* ]] || return 1; done
}

# Starts what can be started, waits for any one to finish, and looks again.
verb_start() {
    local chosen='' started='' waiting name ended running=0 status=0
    known "$@"
    declare -A name_of=()
    with_needs ${*:-$SERVERS}
    make_secrets
    cp -rT "$LAB_CODE/shop" shop
    waiting=$chosen
    while [ -n "${waiting// /}" ] || ((running)); do
        for name in $waiting; do
            startable "$name" || continue
            waiting=" $waiting "; waiting=${waiting/ $name / }
            start_one "$name" &
            name_of[$!]=$name
            running=$((running + 1))
        done
        ((running)) || break
        if wait -n -p ended; then started+=" ${name_of[$ended]}"; else status=1; fi
        running=$((running - 1))
    done
    for name in $waiting; do echo "$name not started: something that it needs failed"; done
    return "$status"
}

verb_stop() {
    local name
    known "$@"
    # With everything goes, first, what keeps the servers busy: the load and the holders of faults.
    [ $# -gt 0 ] || for name in run/load.pid run/fault-*.pid; do [ ! -e "$name" ] || end "$(basename "$name" .pid)"; done
    for name in ${*:-$(tac -s ' ' <<<"$SERVERS ")}; do
        (server "$name"; if declare -F stop >/dev/null; then stop; else end "$name" "$stop_signal"; fi) &
    done
    wait
}

verb_status() {
    local name pid state all_up=0 any=1
    printf '%-16s %-8s %8s %6s\n' NAME STATE PID PORT
    for name in $SERVERS; do
        pid=- state=-
        if recorded "$name"; then
            any=0
            if pid=$(pid_of "$name"); then state=up; else state=down pid=- all_up=1; fi
        fi
        printf '%-16s %-8s %8s %6s\n' "$name" "$state" "$pid" "$(server "$name"; echo "${port:--}")"
    done
    return $((all_up | any))
}

verb_check() {
    local name said failed status=0 names=$*
    known "$@"
    [ -n "$names" ] || for name in $SERVERS; do ! recorded "$name" || names+=" $name"; done
    [ -n "$names" ] || die "nothing was started in $LAB"
    for name in $names; do
        # Not as a condition: there bash would ignore set -e, and with it every failure but the last.
        set +e
        said=$(server "$name"; set -e; check 2>&1)
        failed=$?
        set -e
        if [ "$failed" = 0 ]; then
            echo "ok   $name: $(tr '\n' ' ' <<<"$said" | cut -c1-110)"
        else
            echo "FAIL $name: $(tr '\n' ' ' <<<"$said" | cut -c1-300)"
            status=1
        fi
    done
    return "$status"
}

verb_env() {
    local name
    echo "SURGEDECK_LAB_BASE=$LAB_BASE"
    echo "SURGEDECK_LAB_DIR=$LAB"
    echo "LAB_PASSWORD_FILE=$PASSWORD_FILE"
    echo "LAB_CA=$LAB/etc/ca.crt"
    for name in $(compgen -v | grep '_PORT$'); do echo "LAB_$name=${!name}"; done
}

verb_reset() {
    verb_stop
    rm -rf run log etc secrets flags data shop workspace.yaml workspace-scraped.yaml
}

# The load generator is no server: it is started by its rate, and ended by the rate 0.
verb_load() {
    local rate=${1:-7}
    [[ $rate =~ ^[0-9]+(\.[0-9]+)?$ ]] || die "load takes journeys per second, not '$rate'"
    if [[ $rate =~ ^0+(\.0+)?$ ]]; then end load; echo 'load stopped'; return; fi
    if alive load; then
        curl -fsS -X POST "http://127.0.0.1:$LOAD_PORT/rate?value=$rate" >/dev/null
    else
        alive haproxy || die 'the shop is not started'
        launch load /usr/bin/python3 "$LAB/shop/load/load.py" "$LOAD_PORT" "$EDGE_PORT" "$rate"
        await load listening "$LOAD_PORT"
    fi
    echo "load: $rate journeys per second"
}

verb_waiters() {
    local name
    case ${1:-} in
        mariadb) name=mariadb PORT=$MARIADB_PORT ;;
        postgresql) name=pg PORT=$PG_PORT ;;
        *) die 'usage: lab waiters mariadb|postgresql N' ;;
    esac
    [[ ${2:-} =~ ^[0-9]+$ ]] || die 'usage: lab waiters mariadb|postgresql N'
    alive "$name" || die "$name does not run"
    PORT=$PORT PASSWORD=$(password) exec /usr/bin/python3 "$LAB_CODE/waiters.py" "$1" "$2"
}
