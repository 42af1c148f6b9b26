# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2034
runbook=R09
requires=
says="A server is killed; the argument names it (default pgreplica)"

inject() {
    local name=${1:-pgreplica} pid
    pid=$(pid_of "$name") || die "$name does not run"
    touch "run/killed-$name"
    # Its workers too: they would go on serving without their parent.
    kill -KILL -- "-$pid"
    until_true 5 gone "$pid"
}

heal() {
    local killed name
    for killed in run/killed-*; do
        [ -e "$killed" ] || continue
        name=${killed#run/killed-}
        # Again for a while: the children of a killed PostgreSQL need a moment to see that they are orphans. In a shell of
        # its own, because within a condition this one would ignore set -e.
        until_true 15 env LAB="$LAB" LAB_BASE="$LAB_BASE" LAB_CODE="$LAB_CODE" bash "$LAB_CODE/inside" start "$name"
        rm -f "$killed"
    done
}
