# SPDX-License-Identifier: GPL-3.0-or-later
# The worker that takes new orders from both shops through the queue.
# shellcheck shell=bash disable=SC2034
needs="rabbit mariadb pg"
port=$FULFILMENT_PORT

start() {
    PASSWORD=$(password) PG_PORT=$PG_PORT MARIADB_PORT=$MARIADB_PORT RABBIT_PORT=$RABBIT_PORT \
        launch fulfilment /usr/bin/python3 "$LAB/shop/fulfilment/fulfilment.py" "$FULFILMENT_PORT"
    await fulfilment listening "$FULFILMENT_PORT"
}

check() { curl -fsS "http://127.0.0.1:$port/metrics" | grep '^fulfilment_orders_total'; }
