# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2034
runbook=R15
requires="rabbit fulfilment"
says="RabbitMQ: two hundred messages that fulfilment can not read end among the dead"

inject() { once queue-poison; }

# The lab's owner parks them: in a shop somebody would read them first.
heal() {
    end fault-queue-poison
    alive rabbit || return 0
    PASSWORD=$(password) RABBIT_PORT=$RABBIT_PORT /usr/bin/python3 "$LAB_CODE/faults/purge.py" orders.dead
}
