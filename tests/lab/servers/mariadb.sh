# SPDX-License-Identifier: GPL-3.0-or-later
# MariaDB: the database of the legacy shop.
# shellcheck shell=bash disable=SC2034
port=$MARIADB_PORT

# mariadb_settings NAME PORT SERVER_ID: what primary and replica have in common.
mariadb_settings() {
    cat <<E
[mariadbd]
datadir = $LAB/data/$1
socket = $LAB/run/$1.sock
bind-address = 127.0.0.1
port = $2
server-id = $3
skip-name-resolve
max-connections = 1000
innodb-buffer-pool-size = 192M
innodb-log-file-size = 96M
innodb-flush-log-at-trx-commit = 2
log-bin = binlog
sync-binlog = 0
max-binlog-size = 64M
expire-logs-days = 1
performance-schema = ON
performance-schema-instrument = 'wait/lock/metadata/sql/mdl=ON'
plugin-load-add = metadata_lock_info
ssl-ca = $LAB/etc/ca.crt
ssl-cert = $LAB/etc/server.crt
ssl-key = $LAB/secrets/server.key
E
}

mariadb_as_owner() { mariadb --no-defaults -S "$LAB/run/mariadb.sock" "$@"; }
mariadb_as() { MYSQL_PWD=$(password) mariadb --no-defaults -h 127.0.0.1 -P "$2" -u "$1" -N "${@:3}"; }
mariadb_answers() { mariadb-admin --no-defaults -S "$LAB/run/$1.sock" ping; }

start() {
    { mariadb_settings mariadb "$MARIADB_PORT" 1
      printf '%s\n' "extra-port = $MARIADB_EXTRA_PORT" 'extra-max-connections = 5'; } >etc/mariadb.cnf
    seeded mariadb || seed
    launch mariadb mariadbd --defaults-file="$LAB/etc/mariadb.cnf"
    await mariadb mariadb_answers mariadb
}

# Made with no binary log and copied for the replica while nothing runs: both begin with the same rows and an empty log.
seed() {
    end mariareplica
    rm -rf data/mariadb data/mariadb.first data/mariareplica
    mkdir -p data
    # Administrator is who owns this directory, through the socket in it; nobody over TCP.
    mariadb-install-db --no-defaults --datadir="$LAB/data/mariadb" --auth-root-authentication-method=socket \
        --auth-root-socket-user="$(id -un)" --skip-test-db --skip-name-resolve >>log/mariadb.log 2>&1
    launch mariadb mariadbd --defaults-file="$LAB/etc/mariadb.cnf" --skip-networking --skip-log-bin \
        --innodb-flush-log-at-trx-commit=0 --skip-innodb-doublewrite
    await mariadb mariadb_answers mariadb
    { echo "set @password = '$(password)';"; cat "$LAB_CODE/seed/mariadb-accounts.sql"; } | mariadb_as_owner
    mariadb_as_owner -e 'create database shop'
    mariadb_as_owner shop <"$LAB_CODE/seed/mariadb-shop.sql" >>log/mariadb.log
    end mariadb
    cp -r data/mariadb data/mariadb.first
    mark_seeded mariadb
}

check() {
    mariadb_as cockpit_view "$port" -e 'select version(), @@performance_schema, (select count(*) from
        performance_schema.events_statements_summary_by_digest), (select count(*) from information_schema.metadata_lock_info)'
    mariadb_as shop "$port" shop -e 'select "products", count(*) from products'
}
