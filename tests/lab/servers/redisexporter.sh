# SPDX-License-Identifier: GPL-3.0-or-later
# Redis' figures for Prometheus.
# shellcheck shell=bash disable=SC2034
needs=redis
port=$REDIS_EXPORTER_PORT

start() {
    REDIS_PASSWORD=$(password) launch redisexporter prometheus-redis-exporter -redis.user exporter \
        -redis.addr "redis://127.0.0.1:$REDIS_PORT" -config-command - -web.listen-address "127.0.0.1:$port"
    await redisexporter listening "$port"
}

check() { curl -fsS "http://127.0.0.1:$port/metrics" | grep -E '^redis_up 1$'; }
