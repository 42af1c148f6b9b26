# SPDX-License-Identifier: GPL-3.0-or-later
# The modern shop: a Python service on PostgreSQL and Redis.
# shellcheck shell=bash disable=SC2034
needs="pgbouncer redis payment"
port=$MODERN_PORT

start() {
    PASSWORD=$(password) PGBOUNCER_PORT=$PGBOUNCER_PORT REDIS_PORT=$REDIS_PORT PAYMENT_PORT=$PAYMENT_PORT FLAGS=$LAB/flags \
        launch modern /usr/bin/python3 "$LAB/shop/modern/shop.py" "$MODERN_PORT"
    await modern listening "$MODERN_PORT"
}

check() {
    curl -fsS "http://127.0.0.1:$port/search?q=Brand07" | jq -e '.products | length == 20'
    curl -fsS "http://127.0.0.1:$port/metrics" | grep ^shop_db_pool_size
}
