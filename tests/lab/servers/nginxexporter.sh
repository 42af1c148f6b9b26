# SPDX-License-Identifier: GPL-3.0-or-later
# nginx' figures for Prometheus.
# shellcheck shell=bash disable=SC2034
needs=nginx
port=$NGINX_EXPORTER_PORT

start() {
    launch nginxexporter prometheus-nginx-exporter -web.listen-address "127.0.0.1:$port" \
        -nginx.scrape-uri "http://127.0.0.1:$LEGACY_STATUS_PORT/stub_status"
    await nginxexporter listening "$port"
}

check() { curl -fsS "http://127.0.0.1:$port/metrics" | grep -E '^nginx_up 1$'; }
