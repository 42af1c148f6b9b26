# SPDX-License-Identifier: GPL-3.0-or-later
# Starting, finding and ending processes by a recorded identity: pid and start time, so that a pid that was given to
# somebody else since is never signalled. Sourced.
# shellcheck shell=bash

# start_time PID: clock ticks since boot; nothing when the process is gone or only waits to be reaped.
start_time() {
    local stat
    { IFS= read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 1
    # Fields after the command's closing bracket: the state is the first, the start time the twentieth.
    read -r -a stat <<<"${stat##*) }"
    [[ ${stat[0]} != [ZX] ]] || return 1
    echo "${stat[19]}"
}

record() { echo "$2 $(start_time "$2")" >"$LAB/run/$1.pid"; }
recorded() { [ -s "$LAB/run/$1.pid" ]; }

# pid_of NAME: the pid while the recorded process lives.
pid_of() {
    local pid started
    recorded "$1" || return 1
    read -r pid started <"$LAB/run/$1.pid"
    [ -n "$started" ] && [ "$(start_time "$pid")" = "$started" ] && echo "$pid"
}

alive() { pid_of "$1" >/dev/null; }

# launch NAME COMMAND...: runs it in a session of its own, output to log/NAME.log. Passwords go to it in the environment,
# never as an argument, which everybody can read.
launch() {
    local name=$1
    shift
    setsid "$@" >>"$LAB/log/$name.log" 2>&1 </dev/null &
    record "$name" $!
}

listening() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# until_true SECONDS COMMAND...: polls a condition.
until_true() {
    local deadline=$((${EPOCHREALTIME/./} + $1 * 1000000))
    shift
    until "$@" >/dev/null 2>&1; do
        ((${EPOCHREALTIME/./} < deadline)) || return 1
        sleep 0.05
    done
}

# await NAME COMMAND...: until the command is true; at once false when the process of that name has ended.
await() {
    local name=$1
    shift
    ready_or_gone() { "$@" || ! alive "$name"; }
    until_true 60 ready_or_gone "$@" && alive "$name"
}

gone() { ! start_time "$1" >/dev/null; }

# end NAME [SIGNAL]: asks, waits, insists; forgets the record.
end() {
    local pid
    if pid=$(pid_of "$1"); then
        kill -"${2:-TERM}" "$pid" 2>/dev/null || true
        if ! until_true 15 gone "$pid"; then
            echo "lab: $1 ($pid) did not end in 15 s, killing it" >&2
            kill -KILL -- "-$pid" 2>/dev/null || true
            until_true 5 gone "$pid"
        fi
    fi
    rm -f "$LAB/run/$1.pid"
}
