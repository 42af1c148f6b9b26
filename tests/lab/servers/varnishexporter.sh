# SPDX-License-Identifier: GPL-3.0-or-later
# Varnish' figures for Prometheus.
# shellcheck shell=bash disable=SC2034
needs=varnish
port=$VARNISH_EXPORTER_PORT

start() {
    launch varnishexporter prometheus-varnish-exporter -n "$LAB/data/varnish" -web.listen-address "127.0.0.1:$port"
    await varnishexporter listening "$port"
}

check() { curl -fsS "http://127.0.0.1:$port/metrics" | grep -E '^varnish_up 1$'; }
