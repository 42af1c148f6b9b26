# SPDX-License-Identifier: GPL-3.0-or-later
# The console's workspace file for this lab. Sourced.
# shellcheck shell=bash

# Written anew only when it would differ, so that a person's running console sees no needless change.
verb_workspace() {
    make_secrets
    case ${1:-} in
    '')
        renewed etc/faults.yml "$(cat "$LAB_CODE/servers/faults.yml")"
        renewed workspace.yaml "$(workspace)"
        ;;
    scraped)
        renewed etc/targets.yml "$(scraped_targets)"
        renewed etc/rules.yml "$(cat "$LAB_CODE/servers/rules.yml")"
        renewed workspace-scraped.yaml "$(scraped_workspace)"
        ;;
    *) die "there is the workspace, and the one that is 'scraped'" ;;
    esac
}

# renewed FILE TEXT: prints where it is, for a workspace.
renewed() {
    if [ "$(cat "$1" 2>/dev/null)" != "$2" ]; then
        mkdir -p "$(dirname "$1")"
        echo "$2" >"$1.$$"
        mv "$1.$$" "$1"
    fi
    case $1 in workspace*) echo "$LAB/$1" ;; esac
}

# The same shop without Prometheus: the console scrapes what that would, under the same names, and evaluates its rules.
scraped_workspace() {
    workspace | sed -e 's|^  - {id: prom, .*|  - {id: shop, type: metrics, interval: 1s, target_files: [etc/targets.yml]}|' \
        -e 's|^name: ShopFlow$|name: ShopFlow scraped|' \
        -e 's|^alerts: .*|alerts: {rule_files: [etc/rules.yml]}|'
}

scraped_targets() {
    scraped_target legacy "$LEGACY_PORT" ", server: legacy1"
    scraped_target modern "$MODERN_PORT" ", server: modern1"
    scraped_target payment "$PAYMENT_PORT"
    scraped_target fulfilment "$FULFILMENT_PORT"
    scraped_target load "$LOAD_PORT"
    scraped_target haproxy "$EDGE_STATS_PORT"
    scraped_target postgresql "$PG_EXPORTER_PORT"
    scraped_target mariadb "$MARIADB_EXPORTER_PORT"
    scraped_target redis "$REDIS_EXPORTER_PORT"
    scraped_target node "$NODE_EXPORTER_PORT"
    scraped_target nginx "$NGINX_EXPORTER_PORT"
    scraped_target rabbitmq "$RABBIT_METRICS_PORT"
}

# scraped_target JOB PORT [LABELS]
scraped_target() { echo "- {targets: ['127.0.0.1:$2'], labels: {job: $1${3:-}}}"; }

workspace() {
    # In the text below ${...} is for the console, not for the shell.
    local pw='${file:secrets/password}' host=127.0.0.1 pg my
    pg="?sslmode=verify-full&sslrootcert=$LAB/etc/ca.crt"
    my="?ssl-mode=VERIFY_IDENTITY"
    cat <<E
# The workspace of the lab in this directory: written by 'lab workspace', edits are lost.
version: 1
name: ShopFlow
environment: lab
timezone: Europe/Vienna
currency: USD
store: sqlite

sources:
  - {id: orders-db, type: postgresql, role: writer, group: modern, interval: 1s,
     dsn: "postgresql://cockpit_view:$pw@$host:$PG_PORT/shop$pg",
     act_dsn: "postgresql://cockpit_act:$pw@$host:$PG_PORT/shop$pg"}
  - {id: orders-replica, type: postgresql, role: reader, group: modern, interval: 2s,
     dsn: "postgresql://cockpit_view:$pw@$host:$PGREPLICA_PORT/shop$pg"}
  - {id: legacy-db, type: mysql, role: writer, group: legacy, interval: 1s, tls: {ca: etc/ca.crt},
     dsn: "mysql://cockpit_view:$pw@$host:$MARIADB_PORT/$my",
     act_dsn: "mysql://cockpit_act:$pw@$host:$MARIADB_PORT/$my"}
  - {id: legacy-replica, type: mysql, role: reader, group: legacy, interval: 2s, tls: {ca: etc/ca.crt},
     dsn: "mysql://cockpit_view:$pw@$host:$MARIAREPLICA_PORT/$my"}
  - {id: cache, type: redis, role: cache, interval: 1s, tls: {ca: etc/ca.crt},
     url: "rediss://cockpit_view:$pw@$host:$REDIS_TLS_PORT/0",
     act_url: "rediss://cockpit_act:$pw@$host:$REDIS_TLS_PORT/0"}
  - {id: cache-replica, type: redis, role: reader, interval: 2s,
     url: "redis://cockpit_view:$pw@$host:$REDISREPLICA_PORT/0"}
  - {id: edge, type: haproxy, role: edge, interval: 1s,
     address: "tcp://$host:$EDGE_RUNTIME_PORT", act_address: "unix:$LAB/run/haproxy.sock"}
  - {id: releases, type: deployment, interval: 2s, url: "http://$host:$DEPLOYMENT_PORT",
     token: "read-$pw", act_token: "write-$pw"}
  - {id: prom, type: prometheus, interval: 1s, url: "http://$host:$PROMETHEUS_PORT"}

indicators:
$(indicators)

services:
$(service catalog Catalog "Browsing" 10000 0.001 200ms "PHP workers" 'max(shop_db_pool_in_use{platform="legacy"} / shop_db_pool_size{platform="legacy"})' 0.7)
$(service search Search "Searching" 10000 0.001 200ms "edge sessions" 'sum(haproxy_backend_current_sessions{proxy="search"}) / 100' 0.7)
$(service cart Cart "Putting into the cart" 5000 0.002 300ms "cache memory" 'max(redis_memory_used_bytes / (redis_memory_max_bytes > 0))' 0.9)
$(service checkout Checkout "Paying" 1000 0.005 2s "database pool" 'max(shop_db_pool_in_use / shop_db_pool_size)' 0.7)
$(service auth Auth "Signing in" 15000 0.001 150ms "MariaDB threads" 'max(mysql_global_status_threads_running) / 50' 0.7)
$(service payment Payment "The payment itself" 1000 0.005 2s "in flight" 'max(payment_in_flight) / 50' 0.7)

actions:
$(actions)

alerts: {rule_files: [etc/faults.yml], source: prom}

slos:
  - {id: checkout, name: Checkout succeeds, objective: 99.95, window: 30d,
     errors: 'sum(rate(shop_requests_total{service="checkout",code=~"5.."}[\$window])) or vector(0)',
     total: 'sum(rate(shop_requests_total{service="checkout"}[\$window]))'}

traffic:
  # A lab's safety machine runs in seconds, not in minutes.
  timing: {verify_reads: 3, verify_over: 3s, quiescence: 5s, drift_watch: 5m}
  routes:
    - id: checkout
      name: /checkout/*
      control: {source: edge, backend: checkout, stable: [legacy1], canary: [modern1]}
      observed:
        stable: 'sum(rate(haproxy_server_http_responses_total{proxy="checkout",server="legacy1"}[15s]))'
        canary: 'sum(rate(haproxy_server_http_responses_total{proxy="checkout",server="modern1"}[15s]))'
      plan: {steps: [10, 25, 50, 75, 100], bake: 30s}
      guards:
        - {id: success, unit: percent, pass: ">= 99", compare: stable, worse_by: 0.5, min_requests: 20, hold: 5s,
           on_fail: rollback,
           expr: '100 * (1 - (sum(rate(shop_requests_total{service="checkout",server=~"\$side",code=~"5.."}[30s])) or vector(0)) / sum(rate(shop_requests_total{service="checkout",server=~"\$side"}[30s])))'}
        - {id: p95, unit: seconds, pass: "< 1", compare: stable, worse_by: 0.5, min_requests: 20, hold: 5s, on_fail: hold,
           expr: 'histogram_quantile(0.95, sum by (le) (rate(shop_request_duration_seconds_bucket{service="checkout",server=~"\$side"}[30s])))'}
        - {id: orders, unit: percent, pass: ">= 90", compare: stable, worse_by: 5, min_requests: 20, hold: 5s,
           on_fail: rollback,
           expr: '100 * sum(rate(shop_orders_total{server=~"\$side"}[30s])) / sum(rate(shop_requests_total{service="checkout",server=~"\$side"}[30s]))'}
      capacity: {stable: 1200, canary: 1200}
    - id: cart
      name: /cart/*
      control: {source: releases, route: cart, stable: legacy, canary: modern}
      observed:
        stable: 'sum(rate(haproxy_server_http_responses_total{proxy="cart",server="legacy1"}[15s]))'
        canary: 'sum(rate(haproxy_server_http_responses_total{proxy="cart",server="modern1"}[15s]))'
      plan: {steps: [10, 25, 50, 75, 100], bake: 30s}
      guards:
        - {id: errors, unit: percent, pass: "< 2", compare: stable, worse_by: 1, min_requests: 20, hold: 5s, on_fail: rollback,
           expr: '100 * (sum(rate(haproxy_server_http_responses_total{proxy="cart",code="5xx",server=~"(\$side)1"}[30s])) or vector(0)) / sum(rate(haproxy_server_http_responses_total{proxy="cart",server=~"(\$side)1"}[30s]))'}
      capacity: {stable: 3000, canary: 3000}

dimensions: [store, platform, provider]
events:
  - {name: Flash Friday, start: "2026-11-27T00:00:00+01:00", end: "2026-11-28T00:00:00+01:00", orders_per_minute: 500}
E
}

# What the shop's operators may switch. A job that stays paused for a while, a payment provider that is switched back in one call.
actions() {
    local at="http://127.0.0.1:$OPERATIONS_PORT" token="operate-\${file:secrets/password}"
    operation pause-invalidation "Pause the invalidation job" "$at/jobs/invalidation/pause" "$token" resume-invalidation
    operation resume-invalidation "Resume the invalidation job" "$at/jobs/invalidation/resume" "$token" pause-invalidation
    operation pause-purge "Pause the purge of the edge" "$at/jobs/purge/pause" "$token" resume-purge
    operation resume-purge "Resume the purge of the edge" "$at/jobs/purge/resume" "$token" pause-purge
    operation switch-payment-provider "Pay through cardone alone" "$at/provider/cardone" "$token" both-payment-providers
    operation both-payment-providers "Pay through both providers" "$at/provider/both" "$token" switch-payment-provider
}

# operation ID NAME URL TOKEN UNDO
operation() { echo "  - {id: $1, name: $2, level: 2, call: {method: POST, url: '$3', bearer: '$4', body: {}}, undo: $5}"; }

# The six tiles, in the order in which the cockpit shows them.
indicators() {
    cat <<'E'
  - {id: checkout_success, name: Checkout success, unit: percent, runbook: R02, stakeholder: Checkouts that succeed,
     objective: ">= 99.95", critical: "< 99.5", hold: 5s, clear: 15s,
     expr: '100 * (1 - (sum(rate(shop_requests_total{service="checkout",code=~"5.."}[15s])) or vector(0)) / sum(rate(shop_requests_total{service="checkout"}[15s])))'}
  - {id: orders, name: Orders, unit: per_minute, stakeholder: Orders per minute, order_value: 190,
     objective: ">= 100", critical: "< 50", hold: 5s, clear: 15s,
     expr: '60 * sum(rate(shop_orders_total[30s]))', expected: '0.9 * sum(load_expected_orders_per_minute)'}
  - {id: checkout_p95, name: Checkout p95, unit: seconds, runbook: R02, objective: "< 2", critical: ">= 5", hold: 5s, clear: 15s,
     expr: 'histogram_quantile(0.95, sum by (le) (rate(shop_request_duration_seconds_bucket{service="checkout"}[15s])))'}
  - {id: db_pool, name: Database pool, unit: percent, runbook: R01, objective: "< 70", critical: ">= 90", hold: 5s, clear: 15s,
     expr: '100 * max(shop_db_pool_in_use / shop_db_pool_size)'}
  - {id: checkout_errors, name: Checkout errors, unit: percent, runbook: R02, objective: "< 0.5", critical: ">= 5", hold: 5s, clear: 15s,
     expr: '100 * (sum(rate(shop_requests_total{service="checkout",code=~"5.."}[15s])) or vector(0)) / sum(rate(shop_requests_total{service="checkout"}[15s]))'}
  - {id: active_users, name: Active customers, unit: count, stakeholder: Customers in the shop,
     expr: 'max(shop_active_sessions)'}
E
}

# service ID NAME CUSTOMER_NAME CAPACITY ERROR_RATIO P99 SATURATION SATURATION_EXPR LIMIT: objectives of the platform's cases.
service() {
    local of="service=\"$1\""
    cat <<E
  - id: $1
    name: $2
    customer_name: $3
    rate: '60 * sum(rate(shop_requests_total{$of}[15s]))'
    errors: '(sum(rate(shop_requests_total{$of,code=~"5.."}[15s])) or vector(0)) / sum(rate(shop_requests_total{$of}[15s]))'
    p99: 'histogram_quantile(0.99, sum by (le) (rate(shop_request_duration_seconds_bucket{$of}[30s])))'
    saturation: {name: $7, expr: '$8', limit: $9}
    objectives: {errors: $5, p99: $6, capacity: $4}
    hold: 5s
    clear: 15s
E
}
