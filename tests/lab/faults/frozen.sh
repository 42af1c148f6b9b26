# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2034
runbook=R21
requires=
says="A server is stopped in its tracks and answers nobody; the argument names it (default prometheus)"

inject() {
    local name=${1:-prometheus} pid
    pid=$(pid_of "$name") || die "$name does not run"
    touch "run/frozen-$name"
    kill -STOP -- "-$pid"
}

heal() {
    local frozen name pid
    for frozen in run/frozen-*; do
        [ -e "$frozen" ] || continue
        name=${frozen#run/frozen-}
        ! pid=$(pid_of "$name") || kill -CONT -- "-$pid"
        rm -f "$frozen"
    done
}
