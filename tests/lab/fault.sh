# SPDX-License-Identifier: GPL-3.0-or-later
# Faults: each file of faults/ says what it is (runbook, requires, says) and how it begins and ends (inject, heal).
# Every heal may be repeated, and leaves the lab as it was. Sourced.
# shellcheck shell=bash

fault_names() { local file; for file in "$LAB_CODE"/faults/*.sh; do basename "$file" .sh; done; }

fault() {
    [ -f "$LAB_CODE/faults/$1.sh" ] || die "no fault is called '$1'; there are: $(fault_names | tr '\n' ' ')"
    . "$LAB_CODE/faults/$1.sh"
}

# hold KIND: a process that keeps the fault up, recorded like a server under the fault's name.
hold() {
    local holder=fault-$fault_name
    ! alive "$holder" || return 0
    rm -f "run/$holder.ready"
    PASSWORD=$(password) READY=$LAB/run/$holder.ready PG_PORT=$PG_PORT MARIADB_PORT=$MARIADB_PORT \
        MARIAREPLICA_PORT=$MARIAREPLICA_PORT REDIS_PORT=$REDIS_PORT MODERN_PORT=$MODERN_PORT LEGACY_PORT=$LEGACY_PORT \
        EDGE_PORT=$EDGE_PORT RABBIT_PORT=$RABBIT_PORT LAB=$LAB \
        launch "$holder" /usr/bin/python3 "$LAB_CODE/faults/hold.py" "$1"
    await "$holder" test -e "run/$holder.ready"
}

# once KIND: as `hold`, for a fault that stands by itself afterwards.
once() {
    local holder=fault-$fault_name
    hold "$1" || test -e "run/$holder.ready"
    until_true 20 gone "$(cut -d' ' -f1 "run/$holder.pid")" || die "$holder goes on"
    rm -f "run/$holder.pid"
}

# switch_on FAULT POOL: the shops look for these files.
switch_on() {
    [[ $2 = legacy || $2 = modern ]] || die "the pools are legacy and modern, not '$2'"
    touch "flags/$1-$2"
}

verb_fault() {
    local name=${1:-list} verb=${2:-}
    case $name/$verb in
        list/*) list_faults ;;
        all/heal) for name in $(fault_names); do verb_fault "$name" heal; done ;;
        */inject | */heal) change_fault "$name" "$verb" "${@:3}" ;;
        *) die 'usage: lab fault NAME inject|heal [ARGUMENT], lab fault all heal, lab fault list' ;;
    esac
}

list_faults() {
    local name
    for name in $(fault_names); do (fault "$name"; printf '%-17s %s  %s\n' "$name" "$runbook" "$says"); done
}

change_fault() (
    fault_name=$1
    fault "$1"
    local need
    [ "$2" = heal ] || for need in $requires; do alive "$need" || die "$1 needs $need, which does not run"; done
    set -e
    "$2" "${@:3}"
    [ "$2" = inject ] && echo "$1: injected" || echo "$1: healed"
)
