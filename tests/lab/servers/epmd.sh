# SPDX-License-Identifier: GPL-3.0-or-later
# Erlang's name server, which RabbitMQ needs: one of this lab's own, so that it can be ended with it.
# shellcheck shell=bash disable=SC2034
port=$EPMD_PORT

start() {
    launch epmd epmd -address 127.0.0.1 -port "$EPMD_PORT"
    await epmd listening "$EPMD_PORT"
}

check() { epmd -port "$port" -names; }
