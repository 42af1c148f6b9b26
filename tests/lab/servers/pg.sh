# SPDX-License-Identifier: GPL-3.0-or-later
# PostgreSQL: the database of the modern shop.
# shellcheck shell=bash disable=SC2034
port=$PG_PORT
stop_signal=INT
PG_BIN=/usr/lib/postgresql/15/bin

# pg_settings PORT: what primary and replica have in common. fsync is off because a laboratory may lose its data.
pg_settings() {
    cat <<E
listen_addresses = '127.0.0.1'
port = $1
unix_socket_directories = '$LAB/run'
hba_file = '$LAB/etc/pg_hba.conf'
max_connections = 200
shared_buffers = 128MB
shared_preload_libraries = 'pg_stat_statements'
pg_stat_statements.track = all
compute_query_id = on
track_io_timing = on
track_activity_query_size = 4096
log_lock_waits = on
deadlock_timeout = 1s
wal_level = replica
wal_retrieve_retry_interval = 1s
max_wal_senders = 6
max_wal_size = 512MB
fsync = off
synchronous_commit = off
ssl = on
ssl_cert_file = '$LAB/etc/server.crt'
ssl_key_file = '$LAB/secrets/server.key'
timezone = 'UTC'
E
}

pg_hba() {
    # Inside the private directory the socket is trusted; over TCP there is always a password, with TLS or without.
    printf '%s\n' 'local all all trust' 'host all all 127.0.0.1/32 scram-sha-256' \
        'host replication replicator 127.0.0.1/32 scram-sha-256'
}

psql_as_owner() { "$PG_BIN/psql" -X -q -v ON_ERROR_STOP=1 -h "$LAB/run" -p "$PG_PORT" -U postgres "$@"; }
psql_as() { PGPASSWORD=$(password) "$PG_BIN/psql" -X -At -h 127.0.0.1 -p "$2" -U "$1" "${@:3}"; }

start() {
    seeded postgresql || initialise
    pg_settings "$PG_PORT" >etc/pg.conf
    pg_hba >etc/pg_hba.conf
    launch pg "$PG_BIN/postgres" -D "$LAB/data/pg" -c config_file="$LAB/etc/pg.conf"
    await pg "$PG_BIN/pg_isready" -q -h "$LAB/run" -p "$PG_PORT"
    seeded postgresql || seed
}

initialise() {
    end pgreplica INT
    rm -rf data/pg data/pgreplica
    mkdir -p data
    "$PG_BIN/initdb" -D data/pg -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >>log/pg.log 2>&1
}

seed() {
    psql_as_owner -d postgres -c 'create database shop' >>log/pg.log 2>&1
    { echo "\\set password '$(password)'"; cat "$LAB_CODE/seed/postgresql-accounts.sql"; } |
        psql_as_owner -d shop >>log/pg.log 2>&1
    psql_as_owner -d shop -f "$LAB_CODE/seed/postgresql-shop.sql" >>log/pg.log 2>&1
    mark_seeded postgresql
}

check() {
    psql_as cockpit_view "$port" "sslmode=verify-full sslrootcert=$LAB/etc/ca.crt dbname=shop" -c \
        "select version, 'statements ' || (select count(*) from pg_stat_statements) from pg_stat_ssl where pid = pg_backend_pid()"
    psql_as shop "$port" -d shop -c "select 'products ' || count(*) from products"
}
