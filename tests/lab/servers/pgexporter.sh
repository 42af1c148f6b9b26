# SPDX-License-Identifier: GPL-3.0-or-later
# PostgreSQL's figures for Prometheus. Settings never change here, so they are left out.
# shellcheck shell=bash disable=SC2034
needs=pg
port=$PG_EXPORTER_PORT

start() {
    DATA_SOURCE_NAME="postgresql://exporter:$(password)@127.0.0.1:$PG_PORT/shop?sslmode=disable" launch pgexporter \
        prometheus-postgres-exporter --disable-settings-metrics --web.listen-address="127.0.0.1:$port" --log.level=warn
    await pgexporter listening "$port"
}

check() { curl -fsS "http://127.0.0.1:$port/metrics" | grep -E '^pg_up 1$'; }
