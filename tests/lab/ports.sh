# SPDX-License-Identifier: GPL-3.0-or-later
# The one table of ports: offsets from SURGEDECK_LAB_BASE, all on 127.0.0.1, all below 60. Sourced.
# shellcheck shell=bash disable=SC2034
port_of() { echo $((LAB_BASE + $1)); }

PG_PORT=$(port_of 0)             # PostgreSQL, the modern shop's database
PGREPLICA_PORT=$(port_of 1)
MARIADB_PORT=$(port_of 2)        # MariaDB, the legacy shop's database
MARIADB_EXTRA_PORT=$(port_of 3)  # lets an administrator in when max_connections is used up
MARIAREPLICA_PORT=$(port_of 4)
REDIS_PORT=$(port_of 5)          # page cache (database 0), sessions and carts (database 1)
REDIS_TLS_PORT=$(port_of 6)
REDISREPLICA_PORT=$(port_of 7)
COUNTERS_PORT=$(port_of 8)       # a second Redis: the legacy shop's metrics, which a cache flush must not lose
PGBOUNCER_PORT=$(port_of 9)
LEGACY_PORT=$(port_of 10)        # nginx in front of PHP-FPM
LEGACY_STATUS_PORT=$(port_of 11) # nginx stub_status and the FPM status page
MODERN_PORT=$(port_of 12)
PAYMENT_PORT=$(port_of 13)       # the payment provider
EDGE_PORT=$(port_of 14)          # HAProxy: where the shop's customers arrive
EDGE_STATS_PORT=$(port_of 15)    # HAProxy: statistics page and Prometheus exporter
EDGE_RUNTIME_PORT=$(port_of 16)  # HAProxy: runtime API, level user
ORIGIN_PORT=$(port_of 17)        # HAProxy: the catalogue as Varnish fetches it
VARNISH_PORT=$(port_of 18)
VARNISH_ADMIN_PORT=$(port_of 19)
RABBIT_PORT=$(port_of 20)
RABBIT_METRICS_PORT=$(port_of 21)
RABBIT_DIST_PORT=$(port_of 22)
EPMD_PORT=$(port_of 23)
PROMETHEUS_PORT=$(port_of 24)
ALERTMANAGER_PORT=$(port_of 25)
PG_EXPORTER_PORT=$(port_of 26)
MARIADB_EXPORTER_PORT=$(port_of 27)
REDIS_EXPORTER_PORT=$(port_of 28)
NODE_EXPORTER_PORT=$(port_of 29)
NGINX_EXPORTER_PORT=$(port_of 30)
LOAD_PORT=$(port_of 31)          # the load generator: its metrics, and where its rate is set
FULFILMENT_PORT=$(port_of 32)    # the order queue's worker: its metrics
DEPLOYMENT_PORT=$(port_of 33)    # the deployment API in front of HAProxy
OPERATIONS_PORT=$(port_of 34)    # what operators of the shop may switch: jobs, the payment provider
VARNISH_EXPORTER_PORT=$(port_of 35)
SEARCH_PORT=$(port_of 36)        # a double of a search cluster's exporter
LEGACY_FPM_PORT=$(port_of 37)    # PHP-FPM behind nginx
