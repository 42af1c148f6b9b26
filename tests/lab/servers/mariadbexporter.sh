# SPDX-License-Identifier: GPL-3.0-or-later
# MariaDB's figures for Prometheus.
# shellcheck shell=bash disable=SC2034
needs=mariadb
port=$MARIADB_EXPORTER_PORT

start() {
    DATA_SOURCE_NAME="exporter:$(password)@(127.0.0.1:$MARIADB_PORT)/" launch mariadbexporter \
        prometheus-mysqld-exporter --no-collect.info_schema.innodb_cmp --no-collect.info_schema.innodb_cmpmem \
        --web.listen-address="127.0.0.1:$port" --log.level=warn
    await mariadbexporter listening "$port"
}

check() { curl -fsS "http://127.0.0.1:$port/metrics" | grep -E '^mysql_up 1$'; }
