# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2034
runbook=R15
requires="rabbit fulfilment"
says="RabbitMQ: fulfilment is gone, and a job asks for 3,000 orders again"

inject() {
    end fulfilment
    touch run/killed-fulfilment
    once queue-flood
}
heal() {
    end fault-queue-backlog
    [ -e run/killed-fulfilment ] || return 0
    env LAB="$LAB" LAB_BASE="$LAB_BASE" LAB_CODE="$LAB_CODE" bash "$LAB_CODE/inside" start fulfilment
    rm -f run/killed-fulfilment
}
