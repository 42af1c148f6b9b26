# SPDX-License-Identifier: GPL-3.0-or-later
# Prometheus: scrapes everything every second.
# shellcheck shell=bash disable=SC2034
port=$PROMETHEUS_PORT

# target JOB PORT [LABELS [MORE]]: the shop's platforms carry the name that the edge has for them, so that the two can be joined.
target() { echo "- {job_name: $1, ${4:-}static_configs: [{targets: ['127.0.0.1:$2'], labels: {${3:-}}}]}"; }

prometheus_settings() {
    cat <<E
global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s, external_labels: {environment: lab}}
rule_files: ['$LAB_CODE/servers/rules.yml']
alerting: {alertmanagers: [{static_configs: [{targets: ['127.0.0.1:$ALERTMANAGER_PORT']}]}]}
scrape_configs:
E
    target legacy "$LEGACY_PORT" "server: legacy1"
    target modern "$MODERN_PORT" "server: modern1"
    target payment "$PAYMENT_PORT"
    target fulfilment "$FULFILMENT_PORT"
    target load "$LOAD_PORT"
    target haproxy "$EDGE_STATS_PORT"
    target postgresql "$PG_EXPORTER_PORT"
    target mariadb "$MARIADB_EXPORTER_PORT"
    target redis "$REDIS_EXPORTER_PORT"
    target node "$NODE_EXPORTER_PORT"
    target nginx "$NGINX_EXPORTER_PORT"
    target rabbitmq "$RABBIT_METRICS_PORT"
    target varnish "$VARNISH_EXPORTER_PORT"
    target search "$SEARCH_PORT"
    target phpfpm "$LEGACY_STATUS_PORT" '' "metrics_path: /fpm-status, params: {openmetrics: ['']}, "
}

start() {
    prometheus_settings >etc/prometheus.yml
    launch prometheus prometheus --config.file="$LAB/etc/prometheus.yml" --storage.tsdb.path="$LAB/data/prometheus" \
        --storage.tsdb.retention.time=2d --storage.tsdb.retention.size=1GB --web.listen-address="127.0.0.1:$PROMETHEUS_PORT" \
        --rules.alert.resend-delay=10s --log.level=warn
    await prometheus curl -fsS "http://127.0.0.1:$PROMETHEUS_PORT/-/ready"
}

scraped() { curl -fsS "http://127.0.0.1:$PROMETHEUS_PORT/api/v1/query?query=count(up)" | jq -e '.data.result[0].value[1] | tonumber'; }
check() {
    until_true 5 scraped
    echo "targets $(scraped)"
    curl -fsS "http://127.0.0.1:$PROMETHEUS_PORT/api/v1/rules" | jq -ce '[.data.groups[].rules[] | .name] | select(length > 0)'
}
