# SPDX-License-Identifier: GPL-3.0-or-later
# This machine's figures for Prometheus.
# shellcheck shell=bash disable=SC2034
port=$NODE_EXPORTER_PORT

start() {
    launch nodeexporter prometheus-node-exporter --collector.disable-defaults --collector.cpu --collector.meminfo \
        --collector.loadavg --collector.filesystem --collector.diskstats --collector.netdev --collector.stat \
        --web.listen-address="127.0.0.1:$port" --log.level=warn
    await nodeexporter listening "$port"
}

check() { curl -fsS "http://127.0.0.1:$port/metrics" | grep -E '^node_load1 '; }
